import { z } from 'zod';
import { nestingDepth } from './nesting-depth.ts';

/** What the service tells. Hints only: nothing in them is believed but which message or folder to look at. */
export type Notification =
  | { readonly kind: 'message'; readonly subscription: string; readonly messageId: string }
  | { readonly kind: 'lifecycle'; readonly subscription: string; readonly event: LifecycleEvent };

export type LifecycleEvent = 'missed' | 'subscriptionRemoved' | 'reauthorizationRequired';

/** A notification with what proves that it comes from the service. */
export interface Claim {
  readonly clientState: string;
  readonly notification: Notification;
}

const MAX_DEPTH = 16;
/** The service's ids are far shorter; a longer text is none. */
const id = z.string().min(1).max(1024);
const common = { subscriptionId: id, clientState: z.string().max(512) };

const messageItem = z.object({
  ...common,
  resourceData: z.object({ id }).optional(),
  resource: z.string().max(4096).optional(),
});
const lifecycleItem = z.object({
  ...common,
  lifecycleEvent: z.enum(['missed', 'subscriptionRemoved', 'reauthorizationRequired']),
});
const envelope = z.object({ value: z.array(z.unknown()).max(10_000) });

/**
 * The items of a body that can be read, or null when the body is no envelope at all. Items of other kinds, such as those
 * that a newer service may add, are passed over: delta finds what they would have told.
 */
export function readNotifications(body: string): readonly Claim[] | null {
  if (nestingDepth(body) > MAX_DEPTH) return null;
  const parsed = envelope.safeParse(parseJson(body));
  if (!parsed.success) return null;
  return parsed.data.value.flatMap((item) => readItem(item) ?? []);
}

function readItem(item: unknown): Claim | null {
  const lifecycle = lifecycleItem.safeParse(item);
  if (lifecycle.success) {
    const { subscriptionId, clientState, lifecycleEvent } = lifecycle.data;
    return { clientState, notification: { kind: 'lifecycle', subscription: subscriptionId, event: lifecycleEvent } };
  }
  const change = messageItem.safeParse(item);
  if (!change.success) return null;
  const { subscriptionId, clientState, resourceData, resource } = change.data;
  const messageId = resourceData?.id ?? messageIdOf(resource ?? '');
  if (messageId === null) return null;
  return { clientState, notification: { kind: 'message', subscription: subscriptionId, messageId } };
}

/** `Users/{oid}/Messages/{id}`, and the older `users('…')/messages('…')`. */
function messageIdOf(resource: string): string | null {
  const found = /\/messages(?:\/([^/]+)|\('([^']+)'\))$/i.exec(resource);
  return found?.[1] ?? found?.[2] ?? null;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

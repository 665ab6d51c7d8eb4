import type { Subscription } from '../ports/subscription-store.ts';

/** The longest that the service grants for messages (docs/graph.md): 10,080 minutes. A little less is asked for. */
export const SUBSCRIPTION_MS = 10_000 * 60_000;

export type SubscriptionDecision =
  | { readonly kind: 'create' }
  | { readonly kind: 'renew'; readonly id: string }
  /** Nobody listens any more, or at another address. */
  | { readonly kind: 'remove'; readonly id: string }
  | { readonly kind: 'wait'; readonly untilMs: number }
  | { readonly kind: 'none' };

/**
 * What to do about the notifications of one folder. `address` is where this machine can be reached, null while it cannot.
 * Renewed at half of its life, so that many failures fit before it ends; a demand to authorise again is met at once.
 */
export function decideSubscription(
  known: Subscription | null,
  address: string | null,
  isAuthorizationDue: boolean,
  nowMs: number,
): SubscriptionDecision {
  if (known === null) return address === null ? { kind: 'none' } : { kind: 'create' };
  if (known.notificationUrl !== address) return { kind: 'remove', id: known.id };
  if (known.expiresAtMs <= nowMs) return { kind: 'create' };
  const halfLifeMs = halfLife(known);
  if (isAuthorizationDue || nowMs >= halfLifeMs) return { kind: 'renew', id: known.id };
  return { kind: 'wait', untilMs: halfLifeMs };
}

function halfLife({ createdAtMs, renewedAtMs, expiresAtMs }: Subscription): number {
  const sinceMs = renewedAtMs ?? createdAtMs;
  return sinceMs + (expiresAtMs - sinceMs) / 2;
}

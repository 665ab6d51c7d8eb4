import { z } from 'zod';
import type { ServiceRefusal } from '../../core/ports/reply.ts';

/** The service's error body. Exchange leaves out `innerError`; the front end may send no JSON at all. */
const errorBody = z.object({
  error: z.object({ code: z.string().optional(), message: z.string().optional() }),
});

export function readJson(body: string): unknown {
  if (body === '') return undefined;
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

export function readRefusal(answer: {
  readonly status: number;
  readonly json: unknown;
  readonly requestId: string | null;
  readonly clientRequestId: string;
  readonly retryAfterMs: number | null;
}): ServiceRefusal {
  const parsed = errorBody.safeParse(answer.json);
  return {
    kind: 'refused',
    status: answer.status,
    code: parsed.data?.error.code ?? '',
    message: parsed.data?.error.message ?? '',
    retryAfterMs: answer.retryAfterMs,
    requestId: answer.requestId,
    clientRequestId: answer.clientRequestId,
  };
}

/** The claims that a 401 asks for, as JSON, or null when it asks for none (docs/graph.md, Identity). */
export function readClaimsChallenge(header: string | undefined): string | null {
  if (header === undefined || !/error="?insufficient_claims/i.test(header)) return null;
  const encoded = /claims="([A-Za-z0-9+/=_-]+)"/i.exec(header)?.[1];
  if (encoded === undefined) return null;
  const claims = Buffer.from(encoded, 'base64').toString('utf8');
  return readJson(claims) === undefined ? null : claims;
}

const message = z.object({
  id: z.string().min(1),
  isDraft: z.boolean().optional(),
  subject: z.string().nullish(),
  internetMessageId: z.string().nullish(),
  createdDateTime: z.string().nullish(),
  body: z.object({ content: z.string() }).nullish(),
  toRecipients: z.array(z.unknown()).nullish(),
  ccRecipients: z.array(z.unknown()).nullish(),
  bccRecipients: z.array(z.unknown()).nullish(),
  singleValueExtendedProperties: z.array(z.object({ id: z.string(), value: z.string() })).nullish(),
});
export type GraphMessageAnswer = z.infer<typeof message>;

export function readMessage(json: unknown): GraphMessageAnswer | undefined {
  return message.safeParse(json).data;
}

const page = z.object({ value: z.array(z.unknown()), '@odata.nextLink': z.string().optional() });

export function readPage<T>(
  json: unknown,
  readItem: (item: unknown) => T | undefined,
): { items: T[]; nextLink: string | null } | undefined {
  const parsed = page.safeParse(json);
  if (!parsed.success) return undefined;
  const items = parsed.data.value.map(readItem);
  // One unreadable item, and the list is not known to be whole.
  if (!items.every((item) => item !== undefined)) return undefined;
  return { items, nextLink: parsed.data['@odata.nextLink'] ?? null };
}

const attachment = z.object({ id: z.string().min(1), name: z.string().nullish() });

export function readAttachment(json: unknown): { id: string; name: string } | undefined {
  const parsed = attachment.safeParse(json);
  return parsed.success ? { id: parsed.data.id, name: parsed.data.name ?? '' } : undefined;
}

const address = z.object({ emailAddress: z.object({ address: z.string() }) });

/** Recipients that cannot be read are dropped; the seal then sees a difference and asks a person. */
export function readAddresses(recipients: readonly unknown[] | null | undefined): string[] {
  return (recipients ?? []).flatMap((recipient) => {
    const parsed = address.safeParse(recipient);
    return parsed.success ? [parsed.data.emailAddress.address] : [];
  });
}

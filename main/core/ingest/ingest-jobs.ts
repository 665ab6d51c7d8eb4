import { z } from 'zod';
import { accountId, type AccountId } from '../../../contract/ids.ts';
import type { NewJob } from '../ports/job-store.ts';

export const SYNC_KIND = 'ingest.sync';
export const MESSAGE_KIND = 'ingest.message';

export const syncPayload = z.strictObject({ account: accountId, folder: z.string() });
export type SyncPayload = z.infer<typeof syncPayload>;

export const messagePayload = z.strictObject({
  account: accountId,
  messageId: z.string(),
  /** The subscription whose notification told of it; null when delta did. */
  subscriptionId: z.string().nullable(),
});
export type MessagePayload = z.infer<typeof messagePayload>;

/** By its well-known name, which every server knows. */
export const INBOX = { id: 'inbox', name: 'Inbox' } as const;

/** Lower first, and all behind what sends: looks, then what just came, then what a sweep found. */
export const ingestPriorities = { look: 30, fresh: 40, sweep: 60 } as const;

const MESSAGE_ATTEMPTS = 10;
/** Looking into a folder is never given up: nothing else would notice what comes. */
const ENDLESS = Number.MAX_SAFE_INTEGER;

export function syncKey(account: AccountId, folder: string): string {
  return `sync:${account}:${folder}`;
}

/** `userId:messageId`. Message ids are case-sensitive, and so are keys. */
export function messageKey(account: AccountId, messageId: string): string {
  return `${userOf(account)}:${messageId}`;
}

/** An account is `tenantId:userId`. */
export function userOf(account: AccountId): string {
  return account.slice(account.indexOf(':') + 1);
}

/** Looks into a folder, now and every few minutes from then on. */
export function syncJob(account: AccountId, folder: string, nowMs: number): NewJob {
  return {
    kind: SYNC_KIND,
    lane: 'ingest',
    mailbox: account,
    dedupeKey: syncKey(account, folder),
    payload: { account, folder },
    payloadVersion: 1,
    title: 'Look into a folder',
    priority: ingestPriorities.look,
    runAtMs: nowMs,
    maxAttempts: ENDLESS,
    correlationId: null,
  };
}

/** Fetches one message and its files. One per message at a time, whoever asks. */
export function messageJob(payload: MessagePayload, priority: number, correlationId: string, nowMs: number): NewJob {
  return {
    kind: MESSAGE_KIND,
    lane: 'ingest',
    mailbox: payload.account,
    dedupeKey: messageKey(payload.account, payload.messageId),
    payload,
    payloadVersion: 1,
    title: 'Fetch the files of a message',
    priority,
    runAtMs: nowMs,
    maxAttempts: MESSAGE_ATTEMPTS,
    correlationId,
  };
}

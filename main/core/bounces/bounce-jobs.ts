import { z } from 'zod';
import { type AccountId, accountId } from '../../../contract/ids.ts';
import type { NewJob } from '../ports/job-store.ts';

export const LOOK_KIND = 'bounces.look';
export const READ_KIND = 'bounces.read';

export const lookPayload = z.strictObject({ account: accountId });
export const readPayload = z.strictObject({ account: accountId, messageId: z.string() });
export type LookPayload = z.infer<typeof lookPayload>;
export type ReadPayload = z.infer<typeof readPayload>;

const READ_ATTEMPTS = 10;
/** Looking is never given up: nothing else would notice that mail came back. */
const ENDLESS = Number.MAX_SAFE_INTEGER;

const common = { lane: 'upkeep', payloadVersion: 1, correlationId: null } as const;

export function lookKey(account: AccountId): string {
  return `bounces:${account}`;
}

/** Looks through the Inbox for reports, for as long as sent mail can come back. */
export function lookJob(account: AccountId, nowMs: number): NewJob {
  return {
    ...common,
    kind: LOOK_KIND,
    mailbox: account,
    dedupeKey: lookKey(account),
    payload: { account },
    title: 'Look for mail that came back',
    priority: 90,
    runAtMs: nowMs,
    maxAttempts: ENDLESS,
  };
}

/** Reads one message that may be a report. One per message at a time, whoever noticed it. */
export function readJob(account: AccountId, messageId: string, nowMs: number): NewJob {
  return {
    ...common,
    kind: READ_KIND,
    mailbox: account,
    dedupeKey: `report:${account}:${messageId}`,
    payload: { account, messageId },
    title: 'Read a report about sent mail',
    priority: 50,
    runAtMs: nowMs,
    maxAttempts: READ_ATTEMPTS,
  };
}

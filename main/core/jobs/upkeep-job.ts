import { accountId } from '../../../contract/ids.ts';
import type { NewJob } from '../ports/job-store.ts';

/** Upkeep is no mailbox's, and takes no place of any. */
const nobody = accountId.parse('mailroom:upkeep');

/** Work that comes again for ever, behind everything else, and is never given up. */
export function upkeepJob(kind: string, dedupeKey: string, title: string, nowMs: number): NewJob {
  return {
    kind,
    lane: 'upkeep',
    mailbox: nobody,
    dedupeKey,
    payload: {},
    payloadVersion: 1,
    title,
    priority: 100,
    runAtMs: nowMs,
    maxAttempts: Number.MAX_SAFE_INTEGER,
    correlationId: null,
  };
}

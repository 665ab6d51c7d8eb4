import { z } from 'zod';
import { mergeId, type MergeId } from '../../../contract/merge.ts';
import { upkeepJob } from '../jobs/upkeep-job.ts';
import type { NewJob } from '../ports/job-store.ts';

export const MERGE_KIND = 'merge.advance';
export const mergePayload = z.strictObject({ merge: mergeId });

/** Makes the drafts of a merge, or hands them over at its pace, or discards them. One for each merge. */
export function mergeJob(id: MergeId, nowMs: number): NewJob {
  return {
    ...upkeepJob(MERGE_KIND, `merge:${id}`, 'Work on a mail merge', nowMs),
    payload: { merge: id },
    priority: 10,
  };
}

/** The key of the message that is made of a row: however often it is made, there is one. */
export function messageKey(id: MergeId, row: number): string {
  return `merge:${id}:${String(row)}`;
}

/** The row that a message was made of; null for any other message. */
export function readMessageKey(key: string): { readonly merge: MergeId; readonly row: number } | null {
  const parts = /^merge:([0-9a-f-]{36}):(\d+)$/.exec(key);
  const merge = mergeId.safeParse(parts?.[1]);
  return merge.success ? { merge: merge.data, row: Number(parts?.[2]) } : null;
}

import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { mergeCheck, mergeFile, mergeId, mergeLine, mergePlan, mergePreview, mergeRow, mergeTable } from './merge.ts';
import { procedure } from './procedure.ts';

const byId = z.strictObject({ id: mergeId });
const order = { account: z.string().nullable().default(null), table: mergeTable, plan: mergePlan };

/** Row C19: one message for each row of a table, as drafts to look through, sent at a pace. */
export const mergeApi = {
  /** The names of the columns and the first rows. */
  readTable: procedure
    .input(z.strictObject({ table: mergeTable }))
    .output(z.object({ columns: z.array(z.string()), rows: z.int(), sample: z.array(z.array(z.string())) })),
  /** Counts and names what is wrong. Nothing is made. */
  check: procedure.input(z.strictObject(order)).output(mergeCheck),
  preview: procedure.input(z.strictObject({ ...order, row: z.int().min(2) })).output(mergePreview),
  /**
   * Keeps table and plan, then makes a draft of each row without a blocking problem. Refused with `validation_error`
   * while there is one and `leaveOut` is false. The same `key` again is the same merge.
   */
  create: procedure
    .input(
      z.strictObject({
        ...order,
        key: z.uuid(),
        files: z.array(mergeFile).max(20).default([]),
        leaveOut: z.boolean().default(false),
        /** Send without a review. */
        sendAtOnce: z.boolean().default(false),
        /** At most what the mailbox may send. */
        perMinute: z.int().min(1).max(1_000).nullable().default(null),
        /** So many failures one after another pause it. */
        pauseAfterFailures: z.int().min(1).max(1_000).default(5),
      }),
    )
    .output(mergeRow),
  list: procedure.input(z.strictObject({ limit: z.int().min(1).max(200).default(50) })).output(z.array(mergeRow)),
  show: procedure.input(byId).output(mergeRow),
  /** In the order of the table, from `after` on. */
  lines: procedure
    .input(z.strictObject({ id: mergeId, after: z.int().default(0), limit: z.int().min(1).max(5_000).default(500) }))
    .output(z.array(mergeLine)),
  /** Sends the drafts that are left, at the pace. Also goes on after a pause or a stop. */
  send: procedure.input(byId).output(mergeRow),
  /** Hands nothing more over. What was handed over goes on. */
  pause: procedure.input(byId).output(mergeRow),
  /** Hands nothing more over and takes back what has certainly not left: those are drafts again. */
  stop: procedure.input(byId).output(mergeRow),
  /** Discards the drafts that are left. What went or may have left stays. */
  discard: procedure.input(byId).output(mergeRow),
  /** The row now and whenever it changed, until it can change no more. */
  watch: procedure.input(byId).output(eventIterator(mergeRow)),
};

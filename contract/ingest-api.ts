import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { accountId } from './ids.ts';
import {
  followedFolder,
  ingestCost,
  ingestEvent,
  ingestScope,
  ingestStatus,
  ingestSummary,
  mailFolder,
  webhookStatus,
} from './ingest.ts';
import { procedure } from './procedure.ts';

const inFolder = { account: accountId, folder: z.string().min(1).max(1000) };

/** What is collected from which mailbox. Delta is the base; notifications only make it faster. */
export const ingestApi = {
  folders: procedure.input(z.strictObject({ account: accountId })).output(z.array(mailFolder)),
  cost: procedure.input(z.strictObject({ ...inFolder, scope: ingestScope })).output(ingestCost),
  follow: procedure.input(z.strictObject({ ...inFolder, scope: ingestScope })).output(followedFolder),
  /** What was stored stays. */
  unfollow: procedure.input(z.strictObject(inFolder)).output(z.object({ unfollowed: z.boolean() })),
  /** Opens or closes the listener for notifications. Refused with `config_invalid` where settings decide. */
  listen: procedure
    .input(
      z.strictObject({
        port: z.int().min(1).max(65_535).nullable(),
        publicUrl: z.url({ protocol: /^https?$/ }).nullable(),
      }),
    )
    .output(webhookStatus),
  /** Looks into every followed folder now, or into those of one account. */
  checkNow: procedure
    .input(z.strictObject({ account: accountId.nullable() }))
    .output(z.object({ folders: z.int().nonnegative() })),
  /** Now, and whenever something of it may have changed. */
  status: procedure.input(z.strictObject({})).output(eventIterator(ingestStatus)),
  /**
   * One round over the followed folders to its end: for schedulers. Follows the Inbox first, as `scope` says, where an
   * account follows nothing.
   */
  round: procedure.input(z.strictObject({ account: accountId.nullable(), scope: ingestScope })).output(ingestSummary),
  /** What is stored, from now on. */
  watch: procedure.input(z.strictObject({})).output(eventIterator(ingestEvent)),
};

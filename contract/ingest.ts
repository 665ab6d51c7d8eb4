import { z } from 'zod';
import { structuredError } from './errors.ts';
import { accountId, instant } from './ids.ts';

/** How far back a folder is collected when it is first followed. */
export const ingestScope = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('fromNow') }),
  z.strictObject({ kind: z.literal('lastDays'), days: z.int().min(1).max(3650) }),
  z.strictObject({ kind: z.literal('everything') }),
]);
export type IngestScope = z.infer<typeof ingestScope>;

export const mailFolder = z.object({
  id: z.string(),
  name: z.string(),
  messages: z.int().nonnegative(),
  isFollowed: z.boolean(),
});
export type MailFolder = z.infer<typeof mailFolder>;

/** What following a folder costs, before it is begun. The whole folder is always read through once; files only as asked. */
export const ingestCost = z.object({
  messages: z.int().nonnegative(),
  /** At least so many requests, and at the pace that the service allows at least so long. */
  requests: z.int().nonnegative(),
  atLeastMs: z.int().nonnegative(),
});
export type IngestCost = z.infer<typeof ingestCost>;

export const followedFolder = z.object({
  account: accountId,
  mailbox: z.string(),
  folder: z.string(),
  name: z.string(),
  /** Received from then on; null: everything. */
  since: instant.nullable(),
  /** `first`: its first sweep is not through. `resync`: the service lost the place, so everything is compared again. */
  phase: z.enum(['first', 'steady', 'resync']),
  lastLookAt: instant.nullable(),
  nextLookAt: instant.nullable(),
  /** Messages that are known and not complete, and since when the oldest of them waits. */
  backlog: z.int().nonnegative(),
  oldestWaitingSince: instant.nullable(),
  /** Null while no notifications are asked for: delta alone is enough. */
  notificationsUntil: instant.nullable(),
  /** Why it waits, in one of the queue's words, such as `signIn` or `throttled`. */
  waitsFor: z.string().nullable(),
});
export type FollowedFolder = z.infer<typeof followedFolder>;

/** The listener for notifications. Without it new mail is found a few minutes later, and nothing is missed. */
export const webhookStatus = z.object({
  /** Null while nobody listens. */
  port: z.int().nullable(),
  /** Where the service sends to; null while it does not. */
  publicUrl: z.string().nullable(),
  problem: z.string().nullable(),
  /** A policy file or the environment decides. */
  isManaged: z.boolean(),
});
export type WebhookStatus = z.infer<typeof webhookStatus>;

export const ingestStatus = z.object({
  folders: z.array(followedFolder),
  /** Set while nothing is downloaded because of the disk; it goes on by itself once `neededBytes` are free. */
  pausedFor: z
    .object({
      because: z.enum(['diskFull', 'quota']),
      freeBytes: z.int().nonnegative(),
      neededBytes: z.int().nonnegative(),
      waitingFiles: z.int().nonnegative(),
    })
    .nullable(),
  workerSeenAt: instant.nullable(),
  /** Files that were stored, and that need a person. */
  stored: z.int().nonnegative(),
  needsYou: z.int().nonnegative(),
  webhook: webhookStatus,
});
export type IngestStatus = z.infer<typeof ingestStatus>;

/** What `mailroom ingest --once` reports: what this round brought, and what is left. */
export const ingestSummary = z.object({
  messages: z.int(),
  files: z.int(),
  bytes: z.int(),
  waiting: z.int(),
  dead: z.int(),
});
export type IngestSummary = z.infer<typeof ingestSummary>;

/** One line of `mailroom ingest --watch`. */
export const ingestEvent = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('stored'), at: instant, fileId: z.string(), messageId: z.string(), sizeBytes: z.int() }),
  z.object({ kind: z.literal('complete'), at: instant, messageId: z.string(), files: z.int() }),
  z.object({ kind: z.literal('gone'), at: instant, messageId: z.string() }),
  z.object({ kind: z.literal('needsYou'), at: instant, messageId: z.string(), error: structuredError }),
]);
export type IngestEvent = z.infer<typeof ingestEvent>;

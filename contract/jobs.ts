import { z } from 'zod';
import { structuredError } from './errors.ts';
import { accountId, correlationId, instant, jobId, outboxId } from './ids.ts';
import { fileId } from './files.ts';

/** One word for each state, the same in screen, command line, log and metric (docs/glossary.md). */
export const shownJobStates = ['waiting', 'ready', 'running', 'done', 'dead', 'parked', 'cancelled'] as const;
export const shownJobState = z.enum(shownJobStates);
export type ShownJobState = z.infer<typeof shownJobState>;

/**
 * Why jobs died, as one token that a filter can name: the error code, with the HTTP status behind it where the code
 * alone says too little (`graph_4xx_403`).
 */
export const jobCause = z
  .string()
  .regex(/^[a-z0-9_-]{1,80}$/)
  .brand<'JobCause'>();
export type JobCause = z.infer<typeof jobCause>;

/** What became of a dead job: nothing yet, a successor, or a person's word that nothing shall. */
export const jobFate = z.enum(['open', 'replayed', 'discarded']);

export const jobRow = z.object({
  id: jobId,
  kind: z.string(),
  /** Words for a person: "Download 3 files from finance@…". */
  title: z.string(),
  state: shownJobState,
  /** Of a dead job, or of one that failed and waits for its next try; null for one that never failed. */
  cause: jobCause.nullable(),
  causeWords: z.string().nullable(),
  /** Null unless it is dead. */
  fate: jobFate.nullable(),
  attempts: z.int().nonnegative(),
  account: accountId.nullable(),
  mailbox: z.string().nullable(),
  /** The service's id of the message that it fetches. */
  messageId: z.string().nullable(),
  /** The message that it sends. */
  outboxId: outboxId.nullable(),
  subject: z.string().nullable(),
  correlationId: correlationId.nullable(),
  createdAt: instant,
  lastErrorAt: instant.nullable(),
  diedAt: instant.nullable(),
  /** When it is tried next, and what it waits for where that is no failure. */
  runAt: instant,
  waitsFor: z.string().nullable(),
});
export type JobRow = z.infer<typeof jobRow>;

/** Dead jobs that nobody has dealt with, put together by why they died. */
export const causeRow = z.object({
  cause: jobCause,
  kind: z.string(),
  /** "Microsoft 365 refused access to the message". */
  words: z.string(),
  /** What kind of work it was: "Download", "Send". */
  work: z.string(),
  count: z.int().positive(),
  firstSeenAt: instant,
  lastSeenAt: instant,
  /** Deaths in each of the last 24 hours, oldest first. */
  spark: z.array(z.int().nonnegative()).length(24),
  sample: jobRow,
});
export type CauseRow = z.infer<typeof causeRow>;

export const jobAttempt = z.object({
  n: z.int().positive(),
  startedAt: instant,
  endedAt: instant.nullable(),
  outcome: z.enum(['running', 'done', 'retry', 'waited', 'stalled', 'dead', 'lost']),
  error: z
    .object({
      code: z.string(),
      detail: z.string(),
      httpStatus: z.int().nullable(),
      requestId: z.string().nullable(),
    })
    .nullable(),
});
export type JobAttempt = z.infer<typeof jobAttempt>;

/** A step of the work and whether it is behind us: what a retry need not do again. */
export const jobCheckpoint = z.object({
  name: z.string(),
  state: z.enum(['done', 'open', 'failed']),
  detail: z.string().nullable(),
});
export type JobCheckpoint = z.infer<typeof jobCheckpoint>;

export const jobAction = z.enum(['retry', 'replay', 'park', 'unpark', 'discard']);
export type JobAction = z.infer<typeof jobAction>;

export const jobDetail = z.object({
  row: jobRow,
  /** What happened, what is safe, what next. */
  verdict: z.string(),
  attempts: z.array(jobAttempt),
  checkpoints: z.array(jobCheckpoint),
  /** As JSON, without what is secret or personal: such values stand as `"•••"`. */
  payload: z.string(),
  /** The payload's members that J14 lets a person change; none for what sends. */
  editable: z.array(z.string()),
  error: structuredError.nullable(),
  files: z.array(z.object({ id: fileId, name: z.string(), state: z.string(), sizeBytes: z.int().nullable() })),
  replayOf: jobId.nullable(),
  replayedBy: jobId.nullable(),
  /** What was done to it by whom and why, oldest first. */
  history: z.array(z.object({ at: instant, what: z.string(), actor: z.string(), reason: z.string().nullable() })),
  actions: z.array(jobAction),
});
export type JobDetail = z.infer<typeof jobDetail>;

/** Every member narrows further. `text` finds an id, subject, mailbox, error or correlation id. */
export const jobFilter = z.strictObject({
  text: z.string().max(400).optional(),
  states: z.array(shownJobState).optional(),
  fate: jobFate.optional(),
  cause: jobCause.optional(),
  kind: z.string().max(80).optional(),
  /** An address. */
  mailbox: z.string().max(400).optional(),
  /** Last failed after, and before. */
  after: instant.optional(),
  before: instant.optional(),
});
export type JobFilter = z.infer<typeof jobFilter>;

export const jobPage = z.object({
  rows: z.array(jobRow),
  total: z.int().nonnegative(),
  /** Where the next page begins; null at the end. */
  nextKey: z.string().nullable(),
});
export type JobPage = z.infer<typeof jobPage>;

/** What this installation lets people do about jobs: look, also retry and replay and park, also discard. Row J12. */
export const jobsRole = z.enum(['view', 'retry', 'discard']);
export type JobsRole = z.infer<typeof jobsRole>;

/** Counts for the tabs, the rail and the empty state. */
export const jobTotals = z.object({
  byState: z.record(shownJobState, z.int().nonnegative()),
  /** Dead and not dealt with: what needs somebody. */
  open: z.int().nonnegative(),
  lastFailureAt: instant.nullable(),
  /** What the person who asks may do. */
  role: jobsRole,
  /** Outcomes a day, at most 90 days, oldest first. Row J13. */
  days: z.array(
    z.object({
      day: z.iso.date(),
      done: z.int().nonnegative(),
      retried: z.int().nonnegative(),
      died: z.int().nonnegative(),
    }),
  ),
});
export type JobTotals = z.infer<typeof jobTotals>;

/** Which jobs are replayed, or discarded. */
export const replayScope = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('jobs'), ids: z.array(jobId).min(1).max(100_000) }),
  /** Dead jobs nobody has dealt with that match; the oldest `first` of them where it is given. */
  z.strictObject({ kind: z.literal('filter'), filter: jobFilter, first: z.int().positive().optional() }),
]);
export type ReplayScope = z.infer<typeof replayScope>;

/** A job that something is not done to, with the reason. */
export const leftOutJob = z.object({ id: jobId, title: z.string(), why: z.string() });
export type LeftOutJob = z.infer<typeof leftOutJob>;

/** What a replay would do, counted without doing any of it. */
export const replayEffect = z.object({
  /** Dead jobs in the scope. */
  inScope: z.int().nonnegative(),
  willReplay: z.int().nonnegative(),
  downloads: z.object({
    jobs: z.int().nonnegative(),
    files: z.int().nonnegative(),
    bytes: z.int().nonnegative(),
    alreadyStored: z.int().nonnegative(),
    /** Their files are not known before the message was read. */
    unlisted: z.int().nonnegative(),
  }),
  /** Sends that are proven not to have left. */
  sends: z.int().nonnegative(),
  other: z.int().nonnegative(),
  /** Left out, apart, with the reason: sends that are not proven unsent (J8), and what was dealt with meanwhile. */
  excluded: z.array(leftOutJob).max(1000),
  excludedCount: z.int().nonnegative(),
  freeBytes: z.int().nonnegative(),
});
export type ReplayEffect = z.infer<typeof replayEffect>;

/** What discarding many did, or in a dry run would do. */
export const discardSummary = z.object({
  discarded: z.int().nonnegative(),
  /** Those that may not be discarded, or were dealt with already. */
  leftOut: z.array(leftOutJob).max(1000),
  leftOutCount: z.int().nonnegative(),
});
export type DiscardSummary = z.infer<typeof discardSummary>;

export const replayPace = z.strictObject({
  perMinute: z.int().min(1).max(6_000),
  /** At most so many in all; null: all of them. */
  cap: z.int().positive().nullable(),
  /** Stops by itself when so many of the last `outOf` successors failed; null: never. */
  stopRule: z.strictObject({ failures: z.int().positive(), outOf: z.int().positive() }).nullable(),
});
export type ReplayPace = z.infer<typeof replayPace>;

export const replayId = z.uuidv7().brand<'ReplayId'>();
export type ReplayId = z.infer<typeof replayId>;

/** A replay that runs, or did. */
export const replayRow = z.object({
  id: replayId,
  /** "214 jobs, cause 'Disk full'". */
  scopeWords: z.string(),
  state: z.enum(['running', 'stopped', 'stoppedByRule', 'finished']),
  actor: z.string(),
  reason: z.string(),
  pace: replayPace,
  total: z.int().nonnegative(),
  /** Have a successor now. */
  moved: z.int().nonnegative(),
  /** Were dealt with by somebody else meanwhile, or may not be replayed any more. */
  skipped: z.int().nonnegative(),
  succeeded: z.int().nonnegative(),
  failed: z.int().nonnegative(),
  startedAt: instant,
  endedAt: instant.nullable(),
});
export type ReplayRow = z.infer<typeof replayRow>;

/** From where a person acted: it stands beside the name in the audit log. */
export const actedVia = z.enum(['window', 'command']);
export const actReason = z.string().trim().min(1).max(500);

import { z } from 'zod';
import { accountId, instant, outboxId } from './ids.ts';
import { attachmentSource } from './message.ts';
import { outboxState } from './outbox.ts';
import { bytes } from './procedure.ts';

export const mergeId = z.uuidv7().brand<'MergeId'>();
export type MergeId = z.infer<typeof mergeId>;

/** So many rows a merge has at most, and so many bytes its table. */
export const MAX_MERGE_ROWS = 5_000;
export const MAX_TABLE_BYTES = 10_000_000;

/** Drafts are made, looked through, then sent at a pace. docs/specs/mail-merge.md has the whole chart. */
export const mergeStates = [
  'making',
  'review',
  'sending',
  'paused',
  'stopped',
  'done',
  'discarding',
  'discarded',
] as const;
export const mergeState = z.enum(mergeStates);
export type MergeState = z.infer<typeof mergeState>;

/** A table of people: its bytes as they are, CSV or XLSX. The first row names the columns. */
export const mergeTable = z.strictObject({ name: z.string().min(1).max(255), bytes });
export type MergeTable = z.infer<typeof mergeTable>;

const column = z.string().min(1).max(200);

/** What becomes of each row. Variables are `{{column}}`, or whatever `variables` calls them. */
export const mergePlan = z.strictObject({
  subject: z.string().max(1_000),
  html: z.string().max(1_000_000),
  to: column,
  cc: column.nullable().default(null),
  bcc: column.nullable().default(null),
  /** Variable to column, where they have not the same name. */
  variables: z.record(z.string().min(1).max(100), column).default({}),
  /** What a variable is where no column gives it, or its cell is empty. */
  defaults: z.record(z.string().min(1).max(100), z.string().max(10_000)).default({}),
  /** Names a file of this machine for each row; paths that are not absolute begin at `folder`. Several are separated by `;` or `|`. */
  fileColumn: column.nullable().default(null),
  folder: z.string().max(4_000).nullable().default(null),
  /** The same address in several rows is meant. */
  allowDuplicates: z.boolean().default(false),
});
export type MergePlan = z.infer<typeof mergePlan>;

/** A file that every message gets: of this machine, or one that a window has streamed in. */
export const mergeFile = z.union([attachmentSource, z.strictObject({ incoming: z.uuid() })]);
export type MergeFile = z.infer<typeof mergeFile>;

export const mergeProblemKinds = [
  'noAddress',
  'badAddress',
  'duplicateAddress',
  'notAllowed',
  'missingVariable',
  'emptyVariable',
  'fileMissing',
  'invalid',
] as const;
/** What is wrong with one row. A blocking one keeps the row from becoming a message. */
export const mergeProblem = z.object({ kind: z.enum(mergeProblemKinds), message: z.string(), blocks: z.boolean() });
export type MergeProblem = z.infer<typeof mergeProblem>;

/** One row of the table. `row` counts as a spreadsheet does: the first one below the names is 2. */
export const mergeLine = z.object({
  row: z.int().min(2),
  to: z.string(),
  problems: z.array(mergeProblem),
  /** The message that was made of it, as the outbox knows it; null before, and for what is left out. */
  message: z.object({ id: outboxId, state: outboxState, reason: z.string().nullable() }).nullable(),
});
export type MergeLine = z.infer<typeof mergeLine>;

/** What a merge would make, before anything is made. Lines with problems come first. */
export const mergeCheck = z.object({
  columns: z.array(z.string()),
  /** Variables that the subject or the text asks for and no column gives. */
  unknownVariables: z.array(z.string()),
  rows: z.int(),
  ready: z.int(),
  blocked: z.int(),
  problems: z.array(z.object({ kind: z.enum(mergeProblemKinds), rows: z.int() })),
  lines: z.array(mergeLine),
  /** How long sending takes at the pace, in ms. */
  takesMs: z.int(),
});
export type MergeCheck = z.infer<typeof mergeCheck>;

/** A row as its recipients would get it. */
export const mergePreview = z.object({
  row: z.int(),
  to: z.array(z.string()),
  cc: z.array(z.string()),
  bcc: z.array(z.string()),
  subject: z.string(),
  html: z.string(),
  files: z.array(z.string()),
  problems: z.array(mergeProblem),
});
export type MergePreview = z.infer<typeof mergePreview>;

/** Every row is in exactly one of these. */
export const mergeCounts = z.object({
  /** Left out because of a problem. */
  leftOut: z.int(),
  unmade: z.int(),
  drafts: z.int(),
  /** Handed over and certainly not left yet. */
  waiting: z.int(),
  /** Asked to be sent, or lost sight of: it may have left. */
  unsure: z.int(),
  /** Accepted by Microsoft 365, or seen in Sent Items. */
  went: z.int(),
  failed: z.int(),
  discarded: z.int(),
});
export type MergeCounts = z.infer<typeof mergeCounts>;

/** One merge as lists show it. */
export const mergeRow = z.object({
  id: mergeId,
  account: accountId,
  /** The table's file name. */
  name: z.string(),
  subject: z.string(),
  state: mergeState,
  /** Why it is paused, where it was not by a person; or what keeps it from going on. */
  reason: z.string().nullable(),
  rows: z.int(),
  counts: mergeCounts,
  perMinute: z.int().positive(),
  /** When the last message is expected to be asked for; null while nothing is being sent. */
  endsAt: instant.nullable(),
  createdAt: instant,
  endedAt: instant.nullable(),
});
export type MergeRow = z.infer<typeof mergeRow>;

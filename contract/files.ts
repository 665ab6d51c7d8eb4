import { z } from 'zod';
import { structuredError } from './errors.ts';
import { accountId, instant, jobId, sha256 } from './ids.ts';

/** One attachment that was collected: a decimal number that sorts by the moment of receipt. */
export const fileId = z
  .string()
  .regex(/^[1-9]\d{0,15}$/)
  .brand<'FileId'>();
export type FileId = z.infer<typeof fileId>;

/** `item` is a message, contact or event inside a message; `link` points at a file elsewhere, which is never fetched. */
export const fileKinds = ['file', 'item', 'link'] as const;
export const fileKind = z.enum(fileKinds);
export type FileKind = z.infer<typeof fileKind>;

/**
 * The stages of an attachment, one word everywhere. `gone`: its message was deleted before it could be fetched.
 * `needsYou`: its job is a dead letter. What is stored stays, whatever becomes of the message.
 */
export const fileStates = ['queued', 'downloading', 'stored', 'link', 'gone', 'needsYou'] as const;
export const fileState = z.enum(fileStates);
export type FileState = z.infer<typeof fileState>;

/** What people call a file, decided by its first bytes, then its name, then what the sender claimed. */
export const fileTypes = [
  'image',
  'pdf',
  'document',
  'sheet',
  'slides',
  'text',
  'mail',
  'calendar',
  'contact',
  'archive',
  'audio',
  'video',
  'program',
  'other',
] as const;
export const fileType = z.enum(fileTypes);
export type FileType = z.infer<typeof fileType>;

export const fileRow = z.object({
  id: fileId,
  /** As the sender wrote it: may hold anything but is only ever shown. */
  name: z.string(),
  kind: fileKind,
  type: fileType,
  contentType: z.string(),
  /** Bytes as received; null until then. */
  sizeBytes: z.int().nullable(),
  sha256: sha256.nullable(),
  state: fileState,
  /** Where the bytes are; null while they are nowhere but in the mailbox. */
  storedIn: z.enum(['disk']).nullable(),
  /** The text of its message shows it. */
  isInline: z.boolean(),
  /** Another message brought the same bytes. */
  hasCopies: z.boolean(),
  mailbox: z.string(),
  account: accountId,
  messageId: z.string(),
  subject: z.string(),
  from: z.string(),
  fromName: z.string().nullable(),
  receivedAt: instant,
  error: structuredError.nullable(),
});
export type FileRow = z.infer<typeof fileRow>;

export const fileSortKeys = ['received', 'name', 'from', 'size', 'type'] as const;
export const fileSort = z.strictObject({ by: z.enum(fileSortKeys), descending: z.boolean() });
export type FileSort = z.infer<typeof fileSort>;

export const fileQuery = z.strictObject({
  /** Words, and operators such as `from:` and `larger:`: docs/specs/file-search.md. */
  text: z.string().max(1000),
  sort: fileSort,
  /** Also pictures that belong to the text of a message. */
  withInline: z.boolean(),
});
export type FileQuery = z.infer<typeof fileQuery>;

export const filePage = z.object({
  rows: z.array(fileRow),
  /** Of the first row among all that match. */
  position: z.int().nonnegative().nullable(),
  /** Names the place after the last row; null at the end. Opaque. */
  next: z.string().nullable(),
  /** How many match; not exact once counting further would take too long. */
  total: z.object({ count: z.int().nonnegative(), isExact: z.boolean() }),
  /** How the text was understood, and what of it was not. */
  terms: z.array(z.object({ operator: z.string().nullable(), text: z.string(), problem: z.string().nullable() })),
});
export type FilePage = z.infer<typeof filePage>;

/** Where a file came from and what is known of its way here. */
export const fileDetail = z.object({
  row: fileRow,
  /** Other files of other messages with the same bytes, newest first, at most 50. */
  alsoIn: z.array(fileRow),
  inMessages: z.int().positive(),
  folder: z.string().nullable(),
  internetMessageId: z.string().nullable(),
  to: z.array(z.string()),
  jobId: jobId.nullable(),
  noticedAt: instant,
  queuedAt: instant,
  startedAt: instant.nullable(),
  storedAt: instant.nullable(),
  /** When the message was last found to be no longer in its folder. */
  removedAt: instant.nullable(),
  /** A kind that can run code when opened: it is shown in its folder and never opened. */
  isDangerous: z.boolean(),
  /** The name that it gets when it is saved. */
  exportName: z.string(),
});
export type FileDetail = z.infer<typeof fileDetail>;

export const fileView = z.object({ id: z.string(), name: z.string().min(1).max(80), query: fileQuery });
export type FileView = z.infer<typeof fileView>;

import { z } from 'zod';
import { structuredError } from './errors.ts';
import { accountId, correlationId, instant, outboxId, sha256 } from './ids.ts';
import { messageDraft } from './message.ts';
import { recipientVerdict } from './verdicts.ts';

/** One word for each state, the same in screen, command line, log and metric (docs/glossary.md). */
export const outboxStates = [
  'draft',
  'checked',
  'uploading',
  'paused',
  'paced',
  'held',
  'scheduled',
  'sending',
  'accepted',
  'sent',
  'unconfirmed',
  'needsYou',
  'bounced',
  'failed',
  'cancelled',
] as const;
export const outboxState = z.enum(outboxStates);
export type OutboxState = z.infer<typeof outboxState>;

/** Why a message is paused, where it is not because of its mailbox. */
export const pausedReasons = {
  byPerson: 'Paused by you.',
  stopped: 'Sending is stopped for now. It goes on by itself.',
  forNow: 'You paused everything for a while. It goes on by itself.',
  battery: 'Large files wait for mains power: the battery is low.',
  metered: 'Large files wait for a network that is not metered.',
} as const;

/** Why a message is not cancelled yet: the service kept it, and its copy there has to go first. */
export const takenBackReason = 'Being taken back from the mailbox.';

/** An attachment's own word: its bytes wait, move, are being checked on the server, or are attached for certain. */
export const attachmentState = z.enum(['waiting', 'uploading', 'checking', 'attached']);
export type AttachmentState = z.infer<typeof attachmentState>;

/** Where an upload stood when it last had to begin again, and why: a few words that complete "it goes again: …". */
export const uploadRestart = z.object({ atBytes: z.int().positive(), why: z.string() });
export type UploadRestart = z.infer<typeof uploadRestart>;

/** The `why` of a file whose upload session ended before it was whole. */
export const windowClosed = 'the upload window closed';

/** How a file goes: in one request, in chunks through an upload session, or as a link to the sender's OneDrive (row L1). */
export const attachmentPath = z.enum(['direct', 'session', 'link']);
export type AttachmentPath = z.infer<typeof attachmentPath>;

export const attachmentRow = z.object({
  name: z.string(),
  sizeBytes: z.int().nonnegative(),
  sha256,
  confirmedBytes: z.int().nonnegative(),
  state: attachmentState,
  path: attachmentPath,
  restart: uploadRestart.nullable(),
});
export type AttachmentRow = z.infer<typeof attachmentRow>;

/** One message of the outbox as every host shows it. `confirmedBytes` counts what the server confirmed, never what was only sent. */
export const outboxRow = z.object({
  id: outboxId,
  key: z.string(),
  account: accountId,
  subject: z.string(),
  recipients: z.array(z.string()),
  state: outboxState,
  reason: z.string().nullable(),
  waitingUntil: instant.nullable(),
  draftId: z.string().nullable(),
  sentId: z.string().nullable(),
  correlationId,
  attachments: z.array(attachmentRow),
  confirmedBytes: z.int().nonnegative(),
  totalBytes: z.int().nonnegative(),
  /** True only while nothing can have left: it was not asked to be sent, or the service keeps it until its time. */
  cancellable: z.boolean(),
  /** The end of the time for Undo; null without one. */
  heldUntil: instant.nullable(),
  /** When it is to leave; null for as soon as it can. */
  sendAt: instant.nullable(),
  /** The service keeps it until then, whether this computer runs or not. */
  onServer: z.boolean(),
  /** False for what no list shows: a draft that is still empty, or was discarded. A stream tells it, so that it goes. */
  isListed: z.boolean(),
  /** The order that the person gave the unsent messages of this mailbox: lower first, 0 when they did not. */
  place: z.int(),
  createdAt: instant,
  updatedAt: instant,
  error: structuredError.nullable(),
  /** What came back about its recipients. One that is not named here: nothing did so far. */
  verdicts: z.array(recipientVerdict),
});
export type OutboxRow = z.infer<typeof outboxRow>;

/**
 * A part of the outbox as `outbox.follow` tells it. Once a portion `completes`, everything in the outbox was named at
 * least once: a message that was not is no longer there.
 */
export const outboxPortion = z.object({ rows: z.array(outboxRow), completes: z.boolean() });
export type OutboxPortion = z.infer<typeof outboxPortion>;

/** One line of a message's history: the evidence shown with *Unconfirmed* and *Needs you*. */
export const outboxEvent = z.object({
  at: instant,
  state: outboxState,
  what: z.string(),
  requestId: z.string().nullable(),
});
export type OutboxEvent = z.infer<typeof outboxEvent>;

/** Milliseconds for Undo. */
export const holdMs = z.int().min(0).max(120_000);

/** A later time to leave, kept by this computer or by the service. */
export const schedule = z.strictObject({ sendAt: instant, onServer: z.boolean() });
export type Schedule = z.infer<typeof schedule>;

const letter = z.strictObject({
  template: z.strictObject({ name: z.string(), values: z.record(z.string(), z.string()) }).optional(),
  /** The name of one of the mailbox's signatures, or `default`, or `none`. */
  signature: z.string().optional(),
  /** HTML is sent as the plain words that it says. */
  asText: z.boolean().optional(),
});

export const submitInput = z.strictObject({
  account: z.string().nullable().default(null),
  /** The caller's idempotency key: the same key with the same content is the same message. */
  key: z.string().min(1).max(200).nullable().default(null),
  message: messageDraft,
  /** Takes the text, where the message has none, and all files of this message of the outbox. */
  like: outboxId.optional(),
  /** What the engine makes of the message before anything else: words of a template, a signature, plain words. */
  letter: letter.optional(),
  /** The time to change one's mind, up to 120 s. Only without `sendAt`, which is such a time itself. */
  holdMs: holdMs.default(0),
});
export type SubmitInput = z.infer<typeof submitInput>;

import type { StructuredError } from '../../../contract/errors.ts';
import type { AccountId, OutboxId, Sha256 } from '../../../contract/ids.ts';
import type { UploadRestart } from '../../../contract/outbox.ts';
import type { MailContent } from '../ports/mail-service.ts';
import type { PaceReason } from '../ports/reply.ts';
import { isBounce, isOpenBounce, type Verdict } from '../bounces/verdict.ts';

/**
 * Where a message is in the send protocol (docs/specs/send-protocol.md). People see the words of
 * contract/outbox.ts instead: `outboxState` maps one to the other.
 */
export const steps = [
  'staged',
  'drafting',
  'drafted',
  'sealing',
  'sealed',
  'sending',
  'accepted',
  'sent',
  'unknown',
  'needsHuman',
  'failed',
  'cancelled',
] as const;
export type Step = (typeof steps)[number];

/** Until here nothing can have left, so a message may be paused and cancelled. */
export const unsentSteps = ['staged', 'drafting', 'drafted', 'sealing', 'sealed'] as const satisfies readonly Step[];

/** Nothing more happens by itself. */
export const restingSteps = ['sent', 'needsHuman', 'failed', 'cancelled'] as const satisfies readonly Step[];

export type WaitCause =
  | PaceReason
  | 'offline'
  | 'signIn'
  | 'settling'
  | 'looking'
  | 'retry'
  | 'service'
  | 'held'
  | 'scheduled'
  | 'providerPaused'
  | 'pausedForNow'
  | 'battery'
  | 'metered';

export interface Wait {
  readonly because: WaitCause;
  readonly untilMs: number;
  /** How many times in a row this cause made the message wait. */
  readonly count: number;
}

export type AttachmentStep = 'waiting' | 'open' | 'done';

export interface OutboxAttachment {
  readonly position: number;
  readonly name: string;
  readonly contentType: string;
  readonly contentId: string | null;
  readonly sizeBytes: number;
  readonly sha256: Sha256;
  /** Its snapshot is still in the blob store; released some days after nothing could send it any more. */
  readonly isHere: boolean;
  /** In one request, or in chunks through an upload session. */
  readonly mode: 'small' | 'session';
  readonly step: AttachmentStep;
  readonly sealedUploadUrl: string | null;
  readonly sessionExpiresAtMs: number | null;
  /** Bytes that the server confirmed in the open session; the size once attached. */
  readonly confirmedBytes: number;
  readonly remoteId: string | null;
  /** The place in the list that the person sees; `position` names the file and never changes. */
  readonly ordinal: number;
  /** Where its upload stood when it last had to begin again, and why. */
  readonly restart: UploadRestart | null;
  /** Taken off by a person: it goes no further, and leaves with what the server has of it. */
  readonly removing: boolean;
  /** What the server has of it is in the sender's OneDrive, and `remoteId` names it there. */
  readonly isLink: boolean;
  /** What the person wants. While it differs, what the server has of the file is taken back (main/core/links). */
  readonly wantsLink: boolean;
  readonly source: AttachmentOrigin | null;
}

/** The file that a snapshot was taken of, as it was then. Its path never leaves the engine. */
export interface AttachmentOrigin {
  readonly path: string;
  readonly sizeBytes: number;
  readonly modifiedMs: number;
}

export interface OutboxRecord {
  readonly id: OutboxId;
  readonly account: AccountId;
  readonly key: string;
  readonly contentDigest: string;
  readonly content: MailContent;
  readonly path: 'draft' | 'direct';
  readonly step: Step;
  /** When the person pressed Send; null while it is only being written. */
  readonly submittedAtMs: number | null;
  readonly pausedAtMs: number | null;
  /** The end of the time for Undo. */
  readonly holdUntilMs: number | null;
  /** When it is to leave. `content.deferUntil` says the same where the service keeps it until then. */
  readonly sendAtMs: number | null;
  /** When a person wanted it back from the service that keeps it; null unless that is being done. */
  readonly recallAskedAtMs: number | null;
  /** The order that the person gave the messages of this mailbox: lower first, 0 when they did not. */
  readonly place: number;
  /** Counts editions of `content`; only a message that is being written has more than one. */
  readonly contentRevision: number;
  /** The edition that the draft in the mailbox has. */
  readonly writtenRevision: number;
  readonly writtenAtMs: number | null;
  readonly draftId: string | null;
  /** Digest of the draft as the server showed it after our last write; null when it did not show it. */
  readonly draftDigest: string | null;
  readonly draftTries: number;
  readonly draftTriedAtMs: number | null;
  readonly sends: number;
  /** When it was last asked to be sent; null again once that is proven to have had no effect. */
  readonly sendTriedAtMs: number | null;
  readonly acceptedAtMs: number | null;
  /** Looks into the mailbox that got an answer since the last send. */
  readonly looks: number;
  readonly firstLookAtMs: number | null;
  /** How many of those looks saw our draft still unsent. */
  readonly draftSightings: number;
  readonly sentId: string | null;
  readonly wait: Wait | null;
  readonly error: StructuredError | null;
  readonly correlationId: string;
  readonly createdAtMs: number;
  readonly updatedAtMs: number;
  readonly attachments: readonly OutboxAttachment[];
  /** What came back about its recipients, one for each address that anything is known of. */
  readonly verdicts: readonly Verdict[];
}

/** It needs somebody, but each try to send it, if any, provably had no effect: it may be continued and cancelled. */
export function isStuckUnsent(record: Pick<OutboxRecord, 'step' | 'sendTriedAtMs'>): boolean {
  return record.step === 'needsHuman' && record.sendTriedAtMs === null;
}

/**
 * Refused for good, and by a refusal that proves that it did not leave. Not one that a person sent again as a new
 * message: of that, the old one is never to be touched again.
 */
export function isRefusedUnsent(record: Pick<OutboxRecord, 'step' | 'sendTriedAtMs' | 'error'>): boolean {
  return record.step === 'failed' && record.sendTriedAtMs === null && !isRepeated(record);
}

/** A person sent it again as a new message, which this one names. */
function isRepeated({ step, error }: Pick<OutboxRecord, 'step' | 'error'>): boolean {
  return step === 'failed' && error?.error_code === 'send_unconfirmed';
}

/** It left, and came back for at least one recipient. */
export function isBounced({ step, verdicts }: Pick<OutboxRecord, 'step' | 'verdicts'>): boolean {
  return step === 'sent' && verdicts.some(isBounce);
}

/**
 * Sent, cancelled, discarded or replaced: nobody can send, continue, reopen or repeat it, so its files are of no use.
 * Not while a bounce waits for somebody, who may send it anew to those that it did not reach.
 */
export function isOver(record: Pick<OutboxRecord, 'step' | 'error' | 'verdicts'>): boolean {
  const { step, verdicts } = record;
  return (step === 'sent' && !verdicts.some(isOpenBounce)) || step === 'cancelled' || isRepeated(record);
}

/** Where work goes on when it was stopped somewhere before sending: the draft that may be in the mailbox is kept. */
export function unfinishedStep({ draftId, draftTries }: Pick<OutboxRecord, 'draftId' | 'draftTries'>): Step {
  if (draftId !== null) return 'drafted';
  return draftTries === 0 ? 'staged' : 'drafting';
}

/** What may change; identity never does, and content only until Send. */
export type OutboxChange = Partial<
  Pick<
    OutboxRecord,
    | 'step'
    | 'content'
    | 'contentDigest'
    | 'contentRevision'
    | 'writtenRevision'
    | 'writtenAtMs'
    | 'submittedAtMs'
    | 'pausedAtMs'
    | 'holdUntilMs'
    | 'sendAtMs'
    | 'recallAskedAtMs'
    | 'draftId'
    | 'draftDigest'
    | 'draftTries'
    | 'draftTriedAtMs'
    | 'sends'
    | 'sendTriedAtMs'
    | 'acceptedAtMs'
    | 'looks'
    | 'firstLookAtMs'
    | 'draftSightings'
    | 'sentId'
    | 'wait'
    | 'error'
    | 'verdicts'
  >
>;

export type AttachmentChange = Partial<
  Pick<
    OutboxAttachment,
    | 'mode'
    | 'step'
    | 'sealedUploadUrl'
    | 'sessionExpiresAtMs'
    | 'confirmedBytes'
    | 'remoteId'
    | 'ordinal'
    | 'restart'
    | 'removing'
    | 'isLink'
    | 'wantsLink'
  >
>;

/** A file as it is first known: a snapshot on disk, nothing of it on the server. */
export type NewAttachment = Pick<
  OutboxAttachment,
  'name' | 'contentType' | 'contentId' | 'sizeBytes' | 'sha256' | 'mode'
> & { readonly source?: AttachmentOrigin | null; readonly wantsLink?: boolean };

/** One line of the journal: the evidence a person sees. Never holds an address, a URL or mail text. */
export interface JournalEntry {
  readonly atMs: number;
  readonly step: Step;
  readonly what: string;
  readonly requestId: string | null;
}

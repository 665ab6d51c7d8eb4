import type { StructuredError } from '../../../contract/errors.ts';
import type { AccountId, OutboxId, Sha256 } from '../../../contract/ids.ts';
import type { MailContent } from '../ports/mail-service.ts';
import type { PaceReason } from '../ports/reply.ts';

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

export type WaitCause = PaceReason | 'offline' | 'signIn' | 'settling' | 'looking' | 'retry' | 'service';

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
  /** In one request, or in chunks through an upload session. */
  readonly mode: 'small' | 'session';
  readonly step: AttachmentStep;
  readonly sealedUploadUrl: string | null;
  readonly sessionExpiresAtMs: number | null;
  /** Bytes that the server confirmed in the open session; the size once attached. */
  readonly confirmedBytes: number;
  readonly remoteId: string | null;
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
}

/** It needs somebody, but each try to send it, if any, provably had no effect: it may be continued and cancelled. */
export function isStuckUnsent(record: Pick<OutboxRecord, 'step' | 'sendTriedAtMs'>): boolean {
  return record.step === 'needsHuman' && record.sendTriedAtMs === null;
}

/** What a step may change; identity and content never change after Send. */
export type OutboxChange = Partial<
  Pick<
    OutboxRecord,
    | 'step'
    | 'submittedAtMs'
    | 'pausedAtMs'
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
  >
>;

export type AttachmentChange = Partial<
  Pick<OutboxAttachment, 'mode' | 'step' | 'sealedUploadUrl' | 'sessionExpiresAtMs' | 'confirmedBytes' | 'remoteId'>
>;

/** One line of the journal: the evidence a person sees. Never holds an address, a URL or mail text. */
export interface JournalEntry {
  readonly atMs: number;
  readonly step: Step;
  readonly what: string;
  readonly requestId: string | null;
}

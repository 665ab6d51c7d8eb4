import {
  type AttachmentPath,
  type AttachmentRow,
  type AttachmentState,
  type OutboxRow,
  type OutboxState,
  pausedReasons,
  takenBackReason,
} from '../../../contract/outbox.ts';
import type { CorrelationId } from '../../../contract/ids.ts';
import { describeReturns, verdictRow } from '../bounces/verdict.ts';
import { hasOwnWords } from '../signatures/place-signature.ts';
import { isUnsent } from './advance-message.ts';
import { isBeingRecalled, isKeptByService } from './kept-by-service.ts';
import {
  isBounced,
  isStuckUnsent,
  type NewAttachment,
  type OutboxAttachment,
  type OutboxRecord,
  type Step,
  type WaitCause,
} from './outbox-record.ts';

const words: Readonly<Record<Step, OutboxState>> = {
  staged: 'checked',
  drafting: 'uploading',
  drafted: 'uploading',
  sealing: 'uploading',
  sealed: 'uploading',
  sending: 'sending',
  accepted: 'accepted',
  sent: 'sent',
  unknown: 'unconfirmed',
  needsHuman: 'needsYou',
  failed: 'failed',
  cancelled: 'cancelled',
};

const stoppedCauses: readonly WaitCause[] = ['signIn', 'providerPaused', 'battery', 'metered'];

/** Waits without an end of their own: somebody has to sign in, to let sending go on, or to plug the machine in. */
function isStoppedFor({ wait }: OutboxRecord): boolean {
  return wait !== null && stoppedCauses.includes(wait.because);
}

/** Everything was stopped for some hours. */
function isPausedForNow({ wait }: OutboxRecord, nowMs: number): boolean {
  return wait?.because === 'pausedForNow' && wait.untilMs > nowMs;
}

/** Waits that only the clock or a person ends, with the message ready to go. */
function isHeldFor(because: 'held' | 'scheduled', { wait }: OutboxRecord, nowMs: number): boolean {
  return wait?.because === because && wait.untilMs > nowMs;
}

const paceCauses: readonly WaitCause[] = ['throttled', 'requests', 'uploadBytes', 'messages'];

/** The one word that screen, command line, log and metric use for this message now. */
export function outboxState(record: OutboxRecord, nowMs: number): OutboxState {
  if (record.submittedAtMs === null && isUnsent(record.step)) return 'draft';
  if (record.step === 'accepted' && isKeptByService(record, nowMs)) return 'scheduled';
  if (isBounced(record)) return 'bounced';
  if (!isUnsent(record.step)) return words[record.step];
  if (record.pausedAtMs !== null || isStoppedFor(record) || isPausedForNow(record, nowMs)) return 'paused';
  if (isHeldFor('held', record, nowMs)) return 'held';
  if (isHeldFor('scheduled', record, nowMs)) return 'scheduled';
  const isPaced = record.wait !== null && record.wait.untilMs > nowMs && paceCauses.includes(record.wait.because);
  return isPaced ? 'paced' : words[record.step];
}

/** The row as every host shows it. */
export function outboxRow(record: OutboxRecord, nowMs: number): OutboxRow {
  const { content } = record;
  const isWaiting = record.wait !== null && record.wait.untilMs > nowMs && !isStoppedFor(record);
  return {
    id: record.id,
    key: record.key,
    account: record.account,
    subject: content.subject,
    recipients: [...content.to, ...content.cc, ...content.bcc].map((recipient) => recipient.address),
    state: outboxState(record, nowMs),
    reason: reasonOf(record, nowMs),
    waitingUntil: isWaiting && record.wait !== null ? new Date(record.wait.untilMs).toISOString() : null,
    draftId: record.draftId,
    sentId: record.sentId,
    correlationId: record.correlationId as CorrelationId,
    attachments: record.attachments.map(attachmentRowOf),
    confirmedBytes: sum(record.attachments.map((attachment) => attachment.confirmedBytes)),
    totalBytes: sum(record.attachments.map((attachment) => attachment.sizeBytes)),
    heldUntil: instantOf(record.holdUntilMs),
    sendAt: instantOf(record.sendAtMs),
    onServer: content.deferUntil !== null,
    isListed: isListed(record),
    place: record.place,
    cancellable: isUnsent(record.step) || isStuckUnsent(record) || isKeptByService(record, nowMs),
    createdAt: new Date(record.createdAtMs).toISOString(),
    updatedAt: new Date(record.updatedAtMs).toISOString(),
    error: speaks(record, nowMs) ? record.error : null,
    verdicts: record.verdicts.map(verdictRow),
  };
}

/** Whether lists show it: not a draft that is still empty, nor one that was discarded. */
export function isListed({ submittedAtMs, step, content, attachments }: OutboxRecord): boolean {
  if (submittedAtMs !== null) return true;
  if (step === 'cancelled') return false;
  const { to, cc, bcc, subject, body } = content;
  const ownFiles = attachments.filter(({ contentId }) => contentId === null);
  return hasOwnWords(body.content) || [to, cc, bcc, subject.trim(), ownFiles].some(({ length }) => length > 0);
}

export function attachmentRowOf(attachment: OutboxAttachment): AttachmentRow {
  const { name, sizeBytes, sha256, confirmedBytes, restart } = attachment;
  const state = attachmentState(attachment);
  return { name, sizeBytes, sha256, confirmedBytes, state, path: attachmentPath(attachment), restart };
}

/** As the person wants it, from the moment they say so. */
export function attachmentPath({ mode, wantsLink = false }: Pick<NewAttachment, 'mode' | 'wantsLink'>): AttachmentPath {
  if (wantsLink) return 'link';
  return mode === 'session' ? 'session' : 'direct';
}

function attachmentState(attachment: OutboxAttachment): AttachmentState {
  if (attachment.isLink !== attachment.wantsLink) return 'waiting';
  if (attachment.step === 'done') return 'attached';
  if (attachment.step === 'waiting') return 'waiting';
  return attachment.confirmedBytes === attachment.sizeBytes ? 'checking' : 'uploading';
}

function reasonOf(record: OutboxRecord, nowMs: number): string | null {
  if (isBounced(record)) return describeReturns(record.verdicts);
  if (record.pausedAtMs !== null && isUnsent(record.step)) return pausedReasons.byPerson;
  if (isBeingRecalled(record)) return takenBackReason;
  if (record.error !== null && speaks(record, nowMs)) return record.error.message;
  if (record.wait === null || record.wait.untilMs <= nowMs) return null;
  return waitReasons[record.wait.because];
}

/** An error is the reason while the message waits because of it, or rests with it; once it moves again, it is history. */
function speaks(record: OutboxRecord, nowMs: number): boolean {
  if (!isUnsent(record.step) || record.submittedAtMs === null) return true;
  return record.wait !== null && record.wait.untilMs > nowMs;
}

const waitReasons: Readonly<Record<WaitCause, string>> = {
  throttled: 'Microsoft 365 asked us to slow down. Nothing to do.',
  requests: 'The request budget of this mailbox is used up for now. Nothing to do.',
  uploadBytes: 'The upload budget of this mailbox is used up for now. Nothing to do.',
  messages: 'This mailbox has sent as many messages as it may this minute. Nothing to do.',
  offline: 'Waiting for the network.',
  signIn: 'Waiting for you to sign in again.',
  settling: 'Waiting until a request that may still be running must have ended.',
  looking: 'Looking in Sent Items.',
  retry: 'Trying again soon.',
  service: 'Waiting for Microsoft 365.',
  held: 'Held for you to change your mind.',
  scheduled: 'Waits for its time.',
  providerPaused: pausedReasons.stopped,
  pausedForNow: pausedReasons.forNow,
  battery: pausedReasons.battery,
  metered: pausedReasons.metered,
};

function instantOf(atMs: number | null): string | null {
  return atMs === null ? null : new Date(atMs).toISOString();
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

import type { AccountRow } from '../../../contract/accounts.ts';
import type { ErrorCode } from '../../../contract/errors.ts';
import { type OutboxId, outboxId } from '../../../contract/ids.ts';
import type { AttachmentSource, MessageDraft } from '../../../contract/message.ts';
import type { SubmitInput } from '../../../contract/outbox.ts';
import { checkDraft, MAX_FILE_BYTES, MAX_FILES_DIRECT, MAX_LINK_BYTES } from '../compose/check-draft.ts';
import { checkSchedule } from '../compose/check-schedule.ts';
import { digestMessage } from '../compose/digest-message.ts';
import { estimatePayloadSize, MAX_REQUEST_BYTES, shouldUseUploadSession } from '../compose/estimate-payload.ts';
import { maySendOnly } from '../accounts/may-send-only.ts';
import { MailroomError } from '../mailroom-error.ts';
import type { BlobStore, SnapshotFailure } from '../ports/blob-store.ts';
import type { Digest } from '../ports/digest.ts';
import type { PlannedFiles } from '../budget/plan-files.ts';
import { judgeSize, type SizeVerdict, smallestLimit, wordsOf } from '../budget/size-budget.ts';
import type { MailContent } from '../ports/mail-service.ts';
import type { NewOutboxMessage, OutboxStore } from '../ports/outbox-store.ts';
import type { CancelSignal, Clock, Random } from '../ports/time.ts';
import { advanceJob } from './outbox-jobs.ts';
import type { NewAttachment, OutboxRecord } from './outbox-record.ts';
import { untilKept } from './until-kept.ts';

export interface SubmitDeps {
  readonly store: OutboxStore;
  readonly blobs: BlobStore;
  readonly digest: Digest;
  readonly clock: Clock;
  readonly random: Random;
  readonly settings: {
    readonly sendPath: 'draft' | 'direct';
    readonly uploadSessionsEnabled: boolean;
    readonly uploadThresholdBytes: number;
  };
  /** Throws when a gate is closed for this mail (rows MP3, SM7). */
  passGates(account: AccountRow, content: MailContent): void;
  /** Decides which files go as links; throws for what does not fit (rows C8, U7). */
  planFiles(
    account: AccountRow,
    content: MailContent,
    files: readonly NewAttachment[],
    overLimit: MessageDraft['overLimit'],
    signal: CancelSignal | undefined,
  ): Promise<PlannedFiles>;
  /** The last step before the words are fixed: what leaves is clean, and in plain words where that was asked for (row SM12). */
  finish(content: MailContent, asText: boolean): MailContent;
  /** `application/octet-stream` when the name tells nothing. */
  contentTypeOf(fileName: string): string;
}

export interface PreparedMessage {
  readonly content: MailContent;
  readonly attachments: NewOutboxMessage['attachments'];
  readonly path: 'draft' | 'direct';
  readonly sendAtMs: number | null;
  /** Digest of everything that the recipients will get: the same key must come with the same digest. */
  readonly digest: string;
  readonly size: SizeVerdict;
}

/** Checks, gates, then takes the snapshots: after this nothing that happens to the files changes the mail. */
export async function prepareMessage(
  deps: SubmitDeps,
  account: AccountRow,
  draft: MessageDraft,
  signal?: CancelSignal,
  kept: readonly NewAttachment[] = [],
): Promise<PreparedMessage> {
  const content = deps.finish(checkDraft(draft), false);
  deps.passGates(account, content);
  if (draft.onServer && maySendOnly(account)) throw needsDraftOnServer();
  const taken: NewAttachment[] = [...kept];
  const mayLink = draft.overLimit === 'link';
  for (const source of draft.attachments) taken.push(await takeSnapshot(deps, source, signal, mayLink));
  const { files, verdict } = await deps.planFiles(account, content, taken, draft.overLimit, signal);
  const attachments = files.filter(({ wantsLink }) => wantsLink !== true);
  const encodedBytes = estimatePayloadSize(content, attachments);
  const needsDraft =
    attachments.some((file) => file.mode === 'session') || encodedBytes > MAX_REQUEST_BYTES || draft.onServer;
  const hasLinks = attachments.length < files.length;
  mustHaveSessions(deps, attachments);
  const isDirect = !needsDraft && !hasLinks && mustGoDirectly(deps, account) && attachments.length <= MAX_FILES_DIRECT;
  const sendAtMs = draft.sendAt === null ? null : Date.parse(draft.sendAt);
  return {
    content,
    attachments: files,
    path: isDirect ? 'direct' : 'draft',
    sendAtMs,
    // Of what was asked for: which files are over a limit may be another thing the next time.
    digest: digestMessage(deps.digest, content, taken, sendAtMs),
    size: verdict,
  };
}

/** T0: when this returns, message, files and job are on disk together. A repeated key gives back the first message. */
export async function submitMessage(
  deps: SubmitDeps,
  account: AccountRow,
  input: SubmitInput,
  signal?: CancelSignal,
  kept: readonly NewAttachment[] = [],
): Promise<{ record: OutboxRecord; created: boolean }> {
  return untilKept(async () => {
    // A schedule that is over is only wrong for a new message: a repeated key finds the one that it already has.
    const isKnown = input.key !== null && deps.store.findByKey(account.id, input.key) !== null;
    if (!isKnown) checkSchedule(input.message.sendAt, deps.clock.nowMs());
    const prepared = await prepareMessage(
      isKnown ? { ...deps, planFiles: asTaken } : deps,
      account,
      input.message,
      signal,
      kept,
    );
    return insertMessage(deps, account, input, prepared);
  });
}

function insertMessage(
  deps: SubmitDeps,
  account: AccountRow,
  { key, holdMs }: SubmitInput,
  prepared: PreparedMessage,
): { record: OutboxRecord; created: boolean } {
  const nowMs = deps.clock.nowMs();
  const id: OutboxId = outboxId.parse(deps.random.uuidv7());
  const message: NewOutboxMessage = {
    id,
    account: account.id,
    key: key ?? id,
    contentDigest: prepared.digest,
    content: prepared.content,
    path: prepared.path,
    submittedAtMs: nowMs,
    holdUntilMs: holdMs === 0 || prepared.sendAtMs !== null ? null : nowMs + holdMs,
    sendAtMs: prepared.sendAtMs,
    correlationId: deps.random.uuid(),
    attachments: prepared.attachments,
  };
  const job = advanceJob(message, nowMs);
  const inserted = deps.store.insert(message, job, nowMs);
  if (!inserted.created && inserted.record.contentDigest !== prepared.digest) {
    throw new MailroomError('idempotency_key_reused', {
      message: 'This key already belongs to a message with other content. Nothing was sent.',
      remediation: 'Use a new key for a new message, or repeat the first one exactly.',
      field: 'key',
      details: { id: inserted.record.id },
    });
  }
  return inserted;
}

/** A repeated key only finds its message, whatever fits by now. */
const asTaken: SubmitDeps['planFiles'] = (_account, content, taken) => {
  const files = taken.map((file) => ({ ...file, wantsLink: file.wantsLink === true }));
  return Promise.resolve({ files, verdict: judgeSize(wordsOf(content), files, smallestLimit([])) });
};

/** Copies one file into the store, or throws what is wrong with it in words for the person who attached it. */
export async function takeSnapshot(
  deps: SubmitDeps,
  source: AttachmentSource,
  signal?: CancelSignal,
  mayLink = false,
): Promise<NewAttachment> {
  const name = source.name ?? lastSegment(source.path);
  const wantsLink = source.asLink === true;
  const maxBytes = mayLink || wantsLink ? MAX_LINK_BYTES : MAX_FILE_BYTES;
  const result = await deps.blobs.snapshot(source.path, { maxBytes }, signal);
  if (!result.ok) throw snapshotError(result.failure, name, result.detail);
  const isSession = shouldUseUploadSession(result, deps.settings.uploadThresholdBytes);
  return {
    name,
    contentType: source.contentType ?? deps.contentTypeOf(name),
    contentId: source.contentId ?? null,
    sizeBytes: result.sizeBytes,
    sha256: result.sha256,
    mode: isSession ? 'session' : 'small',
    wantsLink,
  };
}

const snapshotFaults: Readonly<Record<SnapshotFailure, { code: ErrorCode; says: string; remediation: string }>> = {
  missing: { code: 'source_missing', says: 'does not exist', remediation: 'Check the path.' },
  notAFile: {
    code: 'source_unreadable',
    says: 'is not a file',
    remediation: 'Attach a file, or pack the folder into an archive.',
  },
  unreadable: { code: 'source_unreadable', says: 'cannot be read', remediation: 'Check its permissions.' },
  empty: { code: 'source_empty', says: 'is empty', remediation: 'Attach a file with content, or remove it.' },
  tooLarge: {
    code: 'source_too_large',
    says: 'is over 150 MB, the most that one file may have',
    remediation: 'Split it, or share it as a link.',
  },
  changed: {
    code: 'source_changed',
    says: 'changed while it was read',
    remediation: 'Send again when nothing writes to it.',
  },
  diskFull: {
    code: 'disk_full',
    says: 'does not fit: the disk with the data folder is full',
    remediation: 'Free some space and send again.',
  },
  cancelled: { code: 'source_unreadable', says: 'was not read to its end', remediation: 'Send again.' },
};

function snapshotError(failure: SnapshotFailure, name: string, detail: string): MailroomError {
  const fault = snapshotFaults[failure];
  return new MailroomError(fault.code, {
    message: `"${name}" ${fault.says}. Nothing was sent.`,
    remediation: fault.remediation,
    field: 'attachments',
    details: { file: name, detail },
    retriable: failure === 'changed' || failure === 'diskFull',
  });
}

/** Row US6: what is too large for one request has no other way in while upload sessions are off, but a link. */
export function mustHaveSessions(
  deps: Pick<SubmitDeps, 'settings'>,
  files: readonly Pick<NewAttachment, 'mode' | 'wantsLink'>[],
): void {
  const needsSession = files.some(({ mode, wantsLink }) => mode === 'session' && wantsLink !== true);
  if (!needsSession || deps.settings.uploadSessionsEnabled) return;
  throw new MailroomError('provider_payload_too_large', {
    message: 'A file is too large for one request, and upload sessions are switched off. Nothing was sent.',
    remediation: 'Send smaller files, share them as links (--link), or switch MS_UPLOAD_SESSIONS_ENABLED on.',
    field: 'attachments',
    details: {
      feature: 'upload_sessions',
      threshold_bytes: deps.settings.uploadThresholdBytes,
      provider_code: 'ATTACHMENT_TOO_LARGE',
    },
  });
}

/** Chosen by the setting, and by itself when the account may only send. */
function mustGoDirectly(deps: SubmitDeps, account: AccountRow): boolean {
  return deps.settings.sendPath === 'direct' || maySendOnly(account);
}

/** Without its draft nobody could take it back, nor prove that it is gone. */
function needsDraftOnServer(): MailroomError {
  return new MailroomError('validation_error', {
    message:
      'This account may send but not read, so a message that the server keeps could not be taken back. Nothing was sent.',
    remediation: 'Schedule it on this computer, or sign in with Mail.ReadWrite too.',
    field: 'onServer',
  });
}

function lastSegment(path: string): string {
  return path.split(/[/\\]/).findLast((segment) => segment !== '') ?? path;
}

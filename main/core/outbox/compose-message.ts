import type { AccountRow } from '../../../contract/accounts.ts';
import { type CompositionText, compositionText } from '../../../contract/compose.ts';
import { type OutboxId, outboxId } from '../../../contract/ids.ts';
import type { Schedule } from '../../../contract/outbox.ts';
import { maySendOnly } from '../accounts/may-send-only.ts';
import { checkDraft, MAX_FILES_DIRECT } from '../compose/check-draft.ts';
import { checkSchedule } from '../compose/check-schedule.ts';
import { digestMessage } from '../compose/digest-message.ts';
import { estimatePayloadSize, MAX_REQUEST_BYTES } from '../compose/estimate-payload.ts';
import { MailroomError } from '../mailroom-error.ts';
import type { CompositionStore, StoredText } from '../ports/composition-store.ts';
import type { MailContent } from '../ports/mail-service.ts';
import { isUnsent } from './advance-message.ts';
import { mustGet } from './command-message.ts';
import { contentOf, draftOf } from './composed-text.ts';
import { advanceJob } from './outbox-jobs.ts';
import { type NewAttachment, type OutboxAttachment, type OutboxRecord, unsentSteps } from './outbox-record.ts';
import type { SubmitDeps } from './submit-message.ts';

export interface ComposeDeps extends SubmitDeps {
  readonly compositions: CompositionStore;
}

/** How long after the last keystroke the draft in the mailbox is brought up to date. */
const SAVE_ON_SERVER_AFTER_MS = 3_000;

const emptyText = compositionText.parse({ to: [], cc: [], bcc: [], subject: '', html: '', importance: 'normal' });

/** A new message, on disk before the first word of it. */
export function startMessage(deps: ComposeDeps, account: AccountRow): OutboxRecord {
  const { store, compositions, clock, random } = deps;
  const nowMs = clock.nowMs();
  const id = outboxId.parse(random.uuidv7());
  const content = contentOf(emptyText);
  const { record } = store.insert(
    {
      id,
      account: account.id,
      key: id,
      contentDigest: '',
      content,
      path: pathFor(account),
      submittedAtMs: null,
      correlationId: random.uuid(),
      attachments: [],
    },
    null,
    nowMs,
  );
  compositions.create(id, emptyText, nowMs);
  return record;
}

/** Keeps what was typed. A window that is behind is refused, so that two of them never overwrite each other. */
export function saveText(
  deps: ComposeDeps,
  id: OutboxId,
  revision: number,
  text: CompositionText,
): { readonly record: OutboxRecord; readonly stored: StoredText } {
  const nowMs = deps.clock.nowMs();
  const job = advanceJob(mustGet(deps.store, id), nowMs + SAVE_ON_SERVER_AFTER_MS);
  const saved = deps.compositions.save(id, revision, text, contentOf(text), nowMs, job);
  if (saved !== null) return saved;
  throw new MailroomError('message_state_conflict', {
    message: 'This message was changed elsewhere meanwhile, or is on its way. Your words here were not kept.',
    remediation: 'Copy them, open the message again and put them in.',
    field: 'revision',
  });
}

/** Adds a snapshot to a message that is being written; uploading starts at once. */
export function addFile(deps: ComposeDeps, id: OutboxId, file: NewAttachment): OutboxRecord {
  const nowMs = deps.clock.nowMs();
  const record = mustBeDraft(deps, id);
  const job = advanceJob({ ...record, attachments: [...record.attachments, file] }, nowMs);
  const note = { what: `You attached “${file.name}”.` };
  return deps.store.addAttachment(id, { from: unsentSteps }, file, note, nowMs, job) ?? refuseEdit();
}

/** Takes a file off. What the server holds of it is removed by the message's own job. */
export function removeFile(deps: ComposeDeps, id: OutboxId, position: number): OutboxRecord {
  const nowMs = deps.clock.nowMs();
  const record = mustBeDraft(deps, id);
  const file = record.attachments.find((attachment) => attachment.position === position);
  if (file === undefined) return record;
  const guard = { from: unsentSteps };
  const note = { what: `You took “${file.name}” off.` };
  if (file.step === 'waiting') deps.store.removeAttachment(id, position, guard, note, nowMs);
  else deps.store.changeAttachment(id, position, guard, { removing: true }, note, nowMs);
  // What was refused with the file on it is tried anew without it.
  const tried = { error: null, wait: null };
  return deps.store.change(id, guard, tried, null, nowMs, advanceJob(record, nowMs)) ?? refuseEdit();
}

export function reorderFiles(deps: ComposeDeps, id: OutboxId, order: readonly number[]): OutboxRecord {
  const nowMs = deps.clock.nowMs();
  const record = mustBeDraft(deps, id);
  for (const { position } of record.attachments) {
    const ordinal = order.indexOf(position);
    if (ordinal >= 0) deps.store.changeAttachment(id, position, { from: unsentSteps }, { ordinal }, null, nowMs);
  }
  return mustGet(deps.store, id);
}

/** Send: checks, gates, and from here on the words are fixed. It leaves when its time has come: by a schedule, or after that for Undo. */
export function submitComposed(
  deps: ComposeDeps,
  account: AccountRow,
  id: OutboxId,
  revision: number,
  holdMs: number,
  schedule: Schedule | null = null,
): OutboxRecord {
  const { store, compositions, clock, digest } = deps;
  const record = mustBeDraft(deps, id);
  const stored = compositions.read(id);
  if (stored === null || stored.revision !== revision) refuseEdit();
  const content = deps.finish(checkDraft(draftOf(stored.text, schedule)), stored.text.asText === true);
  deps.passGates(account, content);
  const nowMs = clock.nowMs();
  const sendAtMs = checkSchedule(schedule?.sendAt ?? null, nowMs);
  const files = record.attachments.filter((attachment) => !attachment.removing);
  if (record.path === 'direct') mustFitOneRequest(content, files);
  const change = {
    submittedAtMs: nowMs,
    pausedAtMs: null,
    holdUntilMs: holdMs === 0 || sendAtMs !== null ? null : nowMs + holdMs,
    sendAtMs,
    content,
    contentRevision: record.contentRevision + 1,
    contentDigest: digestMessage(digest, content, files.map(asWanted), sendAtMs),
    wait: null,
    error: null,
  };
  const note = { what: 'Checked and handed over for sending.' };
  return store.change(id, { from: unsentSteps }, change, note, nowMs, advanceJob(record, nowMs)) ?? refuseEdit();
}

/** Without the right to make drafts, everything goes in one request. */
function pathFor(account: AccountRow): 'draft' | 'direct' {
  return maySendOnly(account) ? 'direct' : 'draft';
}

function mustFitOneRequest(content: MailContent, files: readonly OutboxAttachment[]): void {
  const fits = files.every(({ mode }) => mode === 'small') && files.length <= MAX_FILES_DIRECT;
  if (fits && estimatePayloadSize(content, files) <= MAX_REQUEST_BYTES) return;
  throw new MailroomError('provider_payload_too_large', {
    message:
      'This account may send but not make drafts, so one mail takes up to 4 MB with its files. Nothing was sent.',
    remediation: 'Send less at once, or sign in with Mail.ReadWrite too.',
    field: 'attachments',
    details: { provider_code: 'ATTACHMENT_TOO_LARGE' },
  });
}

/** What is shared as a link counts as asked for, as with a message that was sent whole. */
function asWanted(file: OutboxAttachment): OutboxAttachment & { readonly wantsLink: boolean } {
  return { ...file, wantsLink: file.isLink };
}

export function mustBeDraft(deps: ComposeDeps, id: OutboxId): OutboxRecord {
  const record = mustGet(deps.store, id);
  return record.submittedAtMs === null && isUnsent(record.step) ? record : refuseEdit();
}

export function refuseEdit(): never {
  throw new MailroomError('message_state_conflict', {
    message: 'This message is not a draft any more, or was changed elsewhere.',
    remediation: 'Open it again from the outbox.',
    field: 'id',
  });
}

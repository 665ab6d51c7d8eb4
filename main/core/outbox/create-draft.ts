import type { Digest } from '../ports/digest.ts';
import type { DraftSnapshot, FoundMessage } from '../ports/mail-service.ts';
import { callFor } from './outbox-deps.ts';
import type { OutboxRecord } from './outbox-record.ts';
import { isGone, next, type StepContext, type StepResult, yieldToFault } from './step-context.ts';

/** T1 and T2: journals the intent, makes the draft with our marker in it, journals its id. */
export async function createDraft(context: StepContext): Promise<StepResult> {
  const { deps, record, signal } = context;
  const nowMs = deps.clock.nowMs();
  const attempt = { step: 'drafting', draftTries: record.draftTries + 1, draftTriedAtMs: nowMs } as const;
  const note = { what: 'Creating the draft in the mailbox.' };
  const drafting = deps.store.change(record.id, { from: ['staged'], unlessPaused: true }, attempt, note, nowMs);
  if (drafting === null) return next;
  const reply = await deps.mail.createDraft(callFor(record, 'interactive', signal), record.content, record.id);
  if (!reply.ok) {
    const plan = { from: 'drafting', back: 'staged', inDoubt: 'drafting', doing: 'creating the draft' } as const;
    return yieldToFault({ ...context, record: drafting }, reply.fault, plan);
  }
  const { id, snapshot } = reply.value;
  // A draft that nobody else has seen yet holds no attachment.
  context.run.slateIsClean = true;
  // Where files are shared, the words are complete only with their links in them.
  const hasLinks = drafting.attachments.some(({ wantsLink }) => wantsLink);
  const written = { writtenRevision: hasLinks ? -1 : drafting.contentRevision, writtenAtMs: deps.clock.nowMs() };
  return adopt(context, id, snapshot, written, 'The draft is in the mailbox.', reply.requestId);
}

/** After a draft whose answer never came: finds what the lost request left behind, by marker, before making another. */
export async function recoverDraft(context: StepContext): Promise<StepResult> {
  const { deps, record, signal } = context;
  const call = callFor(record, 'interactive', signal);
  const reply = await deps.mail.findByMarker(call, record.id, record.draftId);
  const stay = { from: 'drafting', back: 'drafting', inDoubt: 'drafting', doing: 'looking for the draft' } as const;
  if (!reply.ok) return yieldToFault(context, reply.fault, stay);
  const nowMs = deps.clock.nowMs();
  const sent = reply.value.find((message) => !message.isDraft);
  if (sent !== undefined) {
    const note = { what: 'Found in the mailbox as already sent.' };
    deps.store.change(
      record.id,
      { from: ['drafting'] },
      { step: 'sent', sentId: sent.id, wait: null, error: null },
      note,
      nowMs,
    );
    return next;
  }
  const [oldest, ...others] = [...reply.value].sort(byAge);
  if (oldest === undefined) return waitOrStartOver(context, nowMs);
  for (const other of others) {
    const deleted = await deps.mail.deleteMessage(call, other.id);
    if (!deleted.ok && !isGone(deleted.fault)) return yieldToFault(context, deleted.fault, stay);
  }
  const read = await deps.mail.readDraft(call, oldest.id, false);
  if (!read.ok) return yieldToFault(context, read.fault, stay);
  // Which edition the lost request carried is not known; where there are several, the newest is written again.
  const isWhole = record.contentRevision === 0 && !record.attachments.some(({ wantsLink }) => wantsLink);
  const writtenRevision = isWhole ? 0 : -1;
  const written = { writtenRevision, writtenAtMs: record.draftTriedAtMs };
  return adopt(context, oldest.id, read.value.snapshot, written, 'Found the draft again.', read.requestId);
}

function waitOrStartOver(context: StepContext, nowMs: number): StepResult {
  const { deps, record } = context;
  const settledMs = (record.draftTriedAtMs ?? 0) + deps.settings.settleMs;
  if (nowMs < settledMs) {
    const untilMs = Math.min(settledMs, nowMs + deps.settings.probeMs);
    const wait = { because: 'settling', untilMs, count: 1 } as const;
    deps.store.change(record.id, { from: ['drafting'] }, { wait }, null, nowMs);
    return { kind: 'waitFor', untilMs, because: 'settling' };
  }
  const note = { what: 'No draft of it is in the mailbox; making one.' };
  deps.store.change(record.id, { from: ['drafting'] }, { step: 'staged', wait: null }, note, nowMs);
  return next;
}

type Written = Pick<OutboxRecord, 'writtenRevision' | 'writtenAtMs'>;

function adopt(
  context: StepContext,
  draftId: string,
  snapshot: DraftSnapshot | null,
  written: Written,
  what: string,
  requestId: string | null,
): StepResult {
  const { deps, record, run } = context;
  run.progressed = true;
  const draftDigest = snapshot === null ? null : digestDraft(deps.digest, snapshot);
  const change = { step: 'drafted', draftId, draftDigest, ...written, wait: null, error: null } as const;
  deps.store.change(record.id, { from: ['drafting'] }, change, { what, requestId }, deps.clock.nowMs());
  return next;
}

/** What must not change between our last write and sending. The body is the server's own rendering of it. */
export function digestDraft(digest: Digest, draft: DraftSnapshot): string {
  return digest.sha256Hex(
    JSON.stringify([draft.subject, draft.bodyContent, sorted(draft.to), sorted(draft.cc), sorted(draft.bcc)]),
  );
}

function sorted(addresses: readonly string[]): readonly string[] {
  return addresses.map((address) => address.toLowerCase()).sort();
}

function byAge(a: FoundMessage, b: FoundMessage): number {
  return a.createdAtMs - b.createdAtMs || (a.id < b.id ? -1 : 1);
}

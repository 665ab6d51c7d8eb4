import type { OutboxId } from '../../../contract/ids.ts';
import { outboxId } from '../../../contract/ids.ts';
import { internetMessageId } from '../compose/build-message.ts';
import type { OutboxRecord, Step } from '../outbox/outbox-record.ts';
import type { JobOutcome } from '../ports/job-store.ts';
import type { CallContext } from '../ports/mail-service.ts';
import type { MailReport } from '../ports/report-reader.ts';
import type { Reply } from '../ports/reply.ts';
import { type BounceDeps, type BounceRun, callFor } from './bounce-deps.ts';
import type { ReadPayload } from './bounce-jobs.ts';
import { matchReport } from './match-report.ts';
import { isBounce, isOpenBounce, mergeVerdicts, type Verdict } from './verdict.ts';
import { isNotOffered, yieldToFault } from './yield-to-fault.ts';

/** A report on a message that was never asked to be sent is nobody's. */
const triedSteps = [
  'sending',
  'accepted',
  'sent',
  'unknown',
  'needsHuman',
  'failed',
] as const satisfies readonly Step[];

/**
 * Reads one message, and keeps what it says with the message that it is about. Only a report that names that message by
 * its Message-ID, in the mailbox that it was sent from, says anything; subjects and senders prove nothing. Read twice,
 * it changes nothing more.
 */
export async function readReport(deps: BounceDeps, payload: ReadPayload, run: BounceRun): Promise<JobOutcome> {
  const call = callFor(deps, payload.account, run);
  const reply = await deps.reader.readReport(call, payload.messageId);
  // Deleted meanwhile, or not to be read: then there is no evidence.
  if (!reply.ok) return isGone(reply) ? done : (yieldToFault(deps, reply.fault, run) ?? done);
  if (reply.value === null) return done;
  const found = await findMessage(deps, call, reply.value);
  if (!found.ok) return yieldToFault(deps, found.fault, run) ?? done;
  if (found.value !== null) keep(deps, found.value, reply.value, payload.messageId);
  return done;
}

const done: JobOutcome = { kind: 'done' };

/** By the Message-ID that we gave it; by its copy in Sent Items where the service gave it another. */
async function findMessage(
  { outbox, bounces, reader }: BounceDeps,
  call: CallContext,
  { about }: MailReport,
): Promise<Reply<OutboxRecord | null>> {
  const found = (id: OutboxId | null): Reply<OutboxRecord | null> => {
    const record = id === null ? null : outbox.get(id);
    const isOurs = record?.account === call.account && (triedSteps as readonly Step[]).includes(record.step);
    return { ok: true, value: isOurs ? record : null, requestId: null };
  };
  if (about === null) return found(null);
  const named = outboxIdOf(about);
  if (named !== null) return found(named);
  const copy = await reader.findSent(call, about);
  if (!copy.ok) return isNotOffered(copy.fault) ? found(null) : copy;
  if (copy.value === null) return found(null);
  return found(copy.value.marker ?? bounces.findBySentId(call.account, copy.value.id));
}

/** The id within a Message-ID of ours, or null. */
function outboxIdOf(messageId: string): OutboxId | null {
  const { data } = outboxId.safeParse(messageId.slice(1, messageId.indexOf('@')));
  return data !== undefined && internetMessageId(data) === messageId ? data : null;
}

function keep({ outbox, clock }: BounceDeps, record: OutboxRecord, report: MailReport, reportId: string): void {
  const nowMs = clock.nowMs();
  const verdicts = mergeVerdicts(record.verdicts, matchReport(record.content, report, { reportId, atMs: nowMs }));
  if (verdicts === record.verdicts) return;
  const returned = verdicts.filter((verdict) => isOpenBounce(verdict) && !record.verdicts.includes(verdict));
  const note = returned.length === 0 ? null : { what: describeReturn(returned, record) };
  // A receipt is no news about the message itself: what is sorted by its last change stays where it is.
  outbox.change(record.id, { from: triedSteps }, { verdicts }, note, note === null ? record.updatedAtMs : nowMs);
}

function describeReturn(returned: readonly Verdict[], { content, verdicts }: OutboxRecord): string {
  const codes = [...new Set(returned.flatMap(({ code }) => code ?? []))].join(', ');
  const all = content.to.length + content.cc.length + content.bcc.length;
  const again = verdicts.some(isBounce) ? ' more' : '';
  const whom = all === 1 ? 'its recipient' : `${String(returned.length)}${again} of ${String(all)} recipients`;
  return `It came back for ${whom}${codes === '' ? '' : ` (${codes})`}.`;
}

function isGone(reply: Reply<unknown>): boolean {
  return !reply.ok && reply.fault.kind === 'refused' && [404, 410].includes(reply.fault.status);
}

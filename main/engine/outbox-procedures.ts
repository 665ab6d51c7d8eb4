import type { AccountRow } from '../../contract/accounts.ts';
import type { OutboxId } from '../../contract/ids.ts';
import type { OutboxEvent, OutboxRow, OutboxState, SubmitInput } from '../../contract/outbox.ts';
import { chooseAccount } from '../core/accounts/choose-account.ts';
import { dismissBounce, resendBounced } from '../core/bounces/settle-bounce.ts';
import { checkSchedule } from '../core/compose/check-schedule.ts';
import {
  cancelMessage,
  confirmSent,
  mustBeUncertain,
  mustGet,
  pauseMessage,
  resumeMessage,
  sendNow,
} from '../core/outbox/command-message.ts';
import { limitOwner } from '../core/budget/size-words.ts';
import { advanceKey } from '../core/outbox/outbox-jobs.ts';
import { mustHaveFiles } from '../core/outbox/must-have-files.ts';
import { likeMessage, type LikeMessage } from '../core/outbox/like-message.ts';
import { sendCommand } from '../core/outbox/send-command.ts';
import { sendFirst, whoYields } from '../core/outbox/send-first.ts';
import type { JournalEntry, OutboxRecord } from '../core/outbox/outbox-record.ts';
import { attachmentPath, isListed, outboxRow, outboxState } from '../core/outbox/outbox-row.ts';
import { repeatMessage } from '../core/outbox/repeat-message.ts';
import { prepareMessage, submitMessage } from '../core/outbox/submit-message.ts';
import { commandLine } from './command-line.ts';
import { completeLetter, noteLetter } from './complete-letter.ts';
import { noteRepeats } from '../core/recipients/name-once.ts';
import { latestValues } from './latest-values.ts';
import { ownAccounts, type Services } from './services.ts';

/** States after which a row changes no more by itself or by a person. */
const finalStates: readonly OutboxState[] = ['sent', 'failed', 'cancelled', 'bounced'];

/** The message at a line of its journal: what came back later is not yet known there. */
function asItWas(record: OutboxRecord, { step, atMs }: JournalEntry): OutboxRecord {
  const verdicts = record.verdicts.filter((verdict) => verdict.atMs <= atMs);
  return { ...record, step, pausedAtMs: null, wait: null, verdicts };
}

export function outboxProcedures(services: Services) {
  const { outbox: store, clock, jobs, submit, worker, interrupts } = services;
  const rowOf = (record: OutboxRecord): OutboxRow => outboxRow(record, clock.nowMs());
  const account = (address: string | null): AccountRow => chooseAccount(ownAccounts(services), address);

  /** A repeated key only finds its message, also when the copies of its files are gone. */
  function like({ like: id, key, message }: SubmitInput, from: AccountRow): LikeMessage {
    if (id === undefined) return { draft: message, files: [] };
    const isKnown = key !== null && store.findByKey(from.id, key) !== null;
    if (!isKnown) mustHaveFiles(mustGet(store, id));
    return likeMessage(store, id, message);
  }

  /** Stops the run in progress, which then sees what the person decided. */
  function interrupted(record: OutboxRecord): OutboxRow {
    interrupts.interrupt(record.id);
    worker.wake();
    return rowOf(record);
  }

  function woken(record: OutboxRecord): OutboxRow {
    jobs.wake(advanceKey(record.id), clock.nowMs());
    worker.wake();
    return rowOf(record);
  }

  return {
    async preview(input: SubmitInput, signal: AbortSignal | undefined) {
      const from = account(input.account);
      checkSchedule(input.message.sendAt, clock.nowMs());
      const { draft, files } = like(input, from);
      const message = completeLetter(services, from, { ...input, message: draft });
      const prepared = await prepareMessage(submit, from, message, signal, files);
      const { content, attachments } = prepared;
      return {
        account: from.id,
        recipients: content.to.length + content.cc.length + content.bcc.length,
        totalBytes: attachments.reduce((total, file) => total + file.sizeBytes, 0),
        encodedBytes: prepared.size.encodedBytes,
        limitBytes: prepared.size.limit.bytes,
        limitSetBy: limitOwner(prepared.size.limit),
        files: attachments.map((file) => ({
          name: file.name,
          sizeBytes: file.sizeBytes,
          path: attachmentPath(file),
        })),
        path: prepared.path,
        uploadSessions: attachments.filter((file) => attachmentPath(file) === 'session').length,
        digest: prepared.digest,
        notes: [...noteRepeats(message), ...noteLetter(services, message)],
      };
    },

    async submit(input: SubmitInput, signal: AbortSignal | undefined) {
      const from = account(input.account);
      const { draft, files } = like(input, from);
      const message = completeLetter(services, from, { ...input, message: draft });
      const { record, created } = await submitMessage(submit, from, { ...input, message }, signal, files);
      worker.wake();
      return { row: rowOf(record), created, notes: [...noteRepeats(message), ...noteLetter(services, message)] };
    },

    list(states: readonly OutboxState[] | undefined): OutboxRow[] {
      const rows = store.list({}).filter(isListed).map(rowOf);
      return states === undefined ? rows : rows.filter((row) => states.includes(row.state));
    },

    show(id: OutboxId): { row: OutboxRow; events: OutboxEvent[] } {
      const record = mustGet(store, id);
      const events = store.journal(id).map((entry) => ({
        at: new Date(entry.atMs).toISOString(),
        state: outboxState(asItWas(record, entry), entry.atMs),
        what: entry.what,
        requestId: entry.requestId,
      }));
      return { row: rowOf(record), events };
    },

    pause: (id: OutboxId) => interrupted(pauseMessage(store, id, clock.nowMs())),
    resume: (id: OutboxId) => woken(resumeMessage(store, id, clock.nowMs())),

    command({ id, asNew }: { readonly id: OutboxId; readonly asNew: boolean }) {
      const record = mustGet(store, id);
      const from = services.accounts.get(record.account)?.address ?? null;
      const dataDir = services.loaded.isUsualDataDir ? null : services.loaded.dataDir;
      const written = record.submittedAtMs === null ? services.compose.compositions.read(id) : null;
      const asText = written?.text.asText === true;
      const words = sendCommand(record, { from, asNew, dataDir, asText, nowMs: clock.nowMs() });
      return commandLine(words);
    },

    sendFirst(ids: readonly OutboxId[]): OutboxRow[] {
      const placed = sendFirst(store, ids, clock.nowMs());
      for (const id of whoYields(placed, { store, jobs, isRunning: (running) => interrupts.isRunning(running) }))
        interrupts.interrupt(id);
      worker.wake();
      return placed.map(rowOf);
    },

    cancel(id: OutboxId): OutboxRow {
      const record = cancelMessage(store, id, clock.nowMs());
      // What the service keeps is taken back there by the message's own job, which waits for another time.
      if (record.recallAskedAtMs !== null) jobs.wake(advanceKey(id), clock.nowMs());
      return interrupted(record);
    },
    sendNow: (id: OutboxId) => woken(sendNow(store, id, clock.nowMs())),
    dismissBounce: (id: OutboxId) => rowOf(dismissBounce(store, id, clock.nowMs())),
    resend(id: OutboxId, to: readonly string[] | null): OutboxRow {
      const draft = resendBounced(services.compose, id, to);
      worker.wake();
      return rowOf(draft);
    },
    lookNow: (id: OutboxId) => woken(mustBeUncertain(store, id)),

    confirm(id: OutboxId, verdict: 'sent' | 'sendAgain'): OutboxRow {
      if (verdict === 'sent') return rowOf(confirmSent(store, id, clock.nowMs()));
      const repeated = repeatMessage(submit, id);
      worker.wake();
      return rowOf(repeated);
    },

    watch(id: OutboxId, signal: AbortSignal | undefined): AsyncGenerator<OutboxRow, void, void> {
      const first = rowOf(mustGet(store, id));
      return latestValues<OutboxRow>((push, end) => {
        const tell = (row: OutboxRow): void => {
          push(id, row);
          if (finalStates.includes(row.state)) end();
        };
        const stop = store.onChange((record) => {
          if (record.id === id) tell(rowOf(record));
        });
        const stopFailure = worker.onFailure(end);
        tell(first);
        return () => {
          stop();
          stopFailure();
        };
      }, signal);
    },

    watchAll(signal: AbortSignal | undefined): AsyncGenerator<OutboxRow, void, void> {
      return latestValues<OutboxRow>((push) => {
        const stop = store.onChange((record) => push(record.id, rowOf(record)));
        for (const record of store.list({}).filter(isListed)) push(record.id, rowOf(record));
        return stop;
      }, signal);
    },
  };
}

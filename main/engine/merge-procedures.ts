import { statSync } from 'node:fs';
import type { AccountRow } from '../../contract/accounts.ts';
import {
  MAX_TABLE_BYTES,
  type MergeCheck,
  type MergeFile,
  mergeId,
  type MergeId,
  type MergeLine,
  type MergePlan,
  type MergePreview,
  type MergeRow,
  type MergeTable,
} from '../../contract/merge.ts';
import { chooseAccount } from '../core/accounts/choose-account.ts';
import { MailroomError } from '../core/mailroom-error.ts';
import { checkMerge, type CheckedRow } from '../core/merge/check-merge.ts';
import { discardMerge, mustGetMerge, pauseMerge, sendMerge, stopMerge } from '../core/merge/command-merge.ts';
import { describeCheck, describeLine, describeMerge, isBlocked } from '../core/merge/describe-merge.ts';
import { fillRow } from '../core/merge/fill-row.ts';
import { mergeJob } from '../core/merge/merge-jobs.ts';
import type { Table } from '../core/merge/merge-table.ts';
import type { NewAttachment } from '../core/outbox/outbox-record.ts';
import { takeSnapshot } from '../core/outbox/submit-message.ts';
import { untilKept } from '../core/outbox/until-kept.ts';
import type { MergeRecord } from '../core/ports/merge-store.ts';
import { followChanges } from './follow-changes.ts';
import { resolveRowPath } from './open-merges.ts';
import { ownAccounts, type Services } from './services.ts';

interface Order {
  readonly account: string | null;
  readonly table: MergeTable;
  readonly plan: MergePlan;
}

interface CreateInput extends Order {
  readonly key: string;
  readonly files: readonly MergeFile[];
  readonly leaveOut: boolean;
  readonly sendAtOnce: boolean;
  readonly perMinute: number | null;
  readonly pauseAfterFailures: number;
}

const rhythm = { busyMs: 250, quietMs: 2_000 } as const;

export function mergeProcedures(services: Services) {
  const { merges, tables, submit, compose, jobs, clock, random, worker, interrupts, loaded, transact } = services;
  const deps = { merges: merges.store, jobs, compose, transact };

  async function readTable({ name, bytes }: MergeTable): Promise<Table> {
    if (bytes.size > MAX_TABLE_BYTES) throw tooLarge();
    return tables.read(name, new Uint8Array(await bytes.arrayBuffer()));
  }

  function check(account: AccountRow, plan: MergePlan, table: Table): readonly CheckedRow[] {
    return checkMerge(plan, table, {
      passGates: (content) => submit.passGates(account, content),
      isFile: (path) => statSync(resolveRowPath(path, plan.folder), { throwIfNoEntry: false })?.isFile() === true,
    });
  }

  function perMinuteOf(wished: number | null): number {
    return Math.min(wished ?? Number.MAX_SAFE_INTEGER, loaded.settings.limitMessagesPerMin, 1_000);
  }

  function changed(record: MergeRecord): MergeRow {
    merges.changed();
    worker.wake();
    return describeMerge(record);
  }

  async function snapshot(file: MergeFile, signal: AbortSignal | undefined): Promise<NewAttachment> {
    if (!('incoming' in file)) return takeSnapshot(compose, file, signal);
    const arrived = await services.incoming.finished(file.incoming);
    if (arrived === null) throw notArrived();
    const { path, fileName: name, contentType } = arrived;
    return takeSnapshot(compose, { path, name, ...(contentType === '' ? {} : { contentType }) }, signal);
  }

  return {
    async readTable(given: MergeTable) {
      const { columns, rows } = await readTable(given);
      return { columns: [...columns], rows: rows.length, sample: rows.slice(0, 5).map(({ values }) => [...values]) };
    },

    async check({ account, table, plan }: Order): Promise<MergeCheck> {
      const read = await readTable(table);
      const rows = check(chooseAccount(ownAccounts(services), account), plan, read);
      return describeCheck(plan, read, rows, perMinuteOf(null));
    },

    async preview({ account, table, plan, row }: Order & { readonly row: number }): Promise<MergePreview> {
      const read = await readTable(table);
      const found = check(chooseAccount(ownAccounts(services), account), plan, read).find((one) => one.row === row);
      if (found === undefined) throw noSuchRow(row);
      const { text, paths } = fillRow(plan, read.columns, found);
      const { to, cc, bcc, subject, html } = text;
      return { row, to, cc, bcc, subject, html, files: [...paths], problems: [...found.problems] };
    },

    async create(input: CreateInput, signal: AbortSignal | undefined): Promise<MergeRow> {
      const known = merges.store.findByKey(input.key);
      if (known !== null) return describeMerge(known);
      const { plan, table, key, sendAtOnce, pauseAfterFailures } = input;
      const account = chooseAccount(ownAccounts(services), input.account);
      const read = await readTable(table);
      const lines = check(account, plan, read);
      const blocked = lines.filter(isBlocked);
      if (blocked.length === lines.length || (blocked.length > 0 && !input.leaveOut)) throw hasProblems(lines, blocked);
      const record = await untilKept(async () => {
        const files: NewAttachment[] = [];
        for (const file of input.files) files.push(await snapshot(file, signal));
        const nowMs = clock.nowMs();
        const perMinute = perMinuteOf(input.perMinute);
        const own = { id: mergeId.parse(random.uuidv7()), key, account: account.id, name: table.name };
        const merge = { ...own, plan, columns: read.columns, sendAtOnce, perMinute, pauseAfterFailures, lines, files };
        return transact(() => {
          const inserted = merges.store.insert(merge, nowMs);
          if (inserted.created) jobs.enqueue(mergeJob(inserted.record.id, nowMs), nowMs);
          return inserted.record;
        });
      });
      for (const file of input.files) if ('incoming' in file) await services.incoming.taken(file.incoming);
      return changed(record);
    },

    list: (limit: number): MergeRow[] => merges.store.list(limit).map(describeMerge),
    show: (id: MergeId): MergeRow => describeMerge(mustGetMerge(merges.store, id)),

    lines(id: MergeId, after: number, limit: number): MergeLine[] {
      const merge = mustGetMerge(merges.store, id);
      const nowMs = clock.nowMs();
      return merges.store.lines(id, after, limit).map((line) => describeLine(merge, line, services.outbox, nowMs));
    },

    send: (id: MergeId): MergeRow => changed(sendMerge(deps, id)),
    pause: (id: MergeId): MergeRow => changed(pauseMerge(deps, id)),
    discard: (id: MergeId): MergeRow => changed(discardMerge(deps, id)),

    stop(id: MergeId): MergeRow {
      const { merge, takenBack } = stopMerge(deps, id);
      // Each is a draft already; whatever still runs for it stops at its next safe point.
      for (const outboxId of takenBack) interrupts.interrupt(outboxId);
      return changed(merge);
    },

    watch(id: MergeId, signal: AbortSignal | undefined) {
      mustGetMerge(merges.store, id);
      return followChanges(
        {
          clock,
          rhythm,
          onChange: (listener) => merges.onChange(listener),
          read: () => describeMerge(mustGetMerge(merges.store, id)),
          isLast: ({ state }) => state === 'done' || state === 'discarded',
        },
        signal,
      );
    },
  };
}

function tooLarge(): MailroomError {
  return new MailroomError('validation_error', {
    message: `The table is larger than ${String(MAX_TABLE_BYTES / 1_000_000)} MB. Nothing was made.`,
    remediation: 'Split it into several tables.',
    field: 'table',
  });
}

function noSuchRow(row: number): MailroomError {
  return new MailroomError('validation_error', {
    message: `The table has no row ${String(row)}.`,
    remediation: 'Rows are counted as a spreadsheet does: the first one below the names is 2.',
    field: 'row',
  });
}

function notArrived(): MailroomError {
  return new MailroomError('source_missing', {
    message: 'A file did not arrive whole, or was attached already. Nothing was made.',
    remediation: 'Attach it again.',
    field: 'files',
  });
}

function hasProblems(lines: readonly CheckedRow[], blocked: readonly CheckedRow[]): MailroomError {
  const [first] = blocked;
  const words =
    first === undefined ? '' : ` Row ${String(first.row)}: ${first.problems.find((one) => one.blocks)?.message ?? ''}`;
  const all = blocked.length === lines.length;
  return new MailroomError('validation_error', {
    message: `${all ? 'No row' : `${String(blocked.length)} of ${String(lines.length)} rows cannot`} become${all ? 's' : ''} a message.${words} Nothing was made.`,
    remediation: all ? 'Correct the table or the columns.' : 'Correct them, or leave these rows out.',
    field: 'table',
    details: { rows: blocked.slice(0, 100).map(({ row }) => row) },
  });
}

import type { MergeCheck, MergeLine, MergeProblem, MergeRow } from '../../../contract/merge.ts';
import type { OutboxStore } from '../ports/outbox-store.ts';
import { outboxRow } from '../outbox/outbox-row.ts';
import type { MergeRecord, StoredMergeRow } from '../ports/merge-store.ts';
import { unknownVariables } from './fill-row.ts';
import type { CheckedRow } from './check-merge.ts';
import { fillRow } from './fill-row.ts';
import { takesMs } from './merge-pace.ts';
import type { Table } from './merge-table.ts';

export function describeMerge(record: MergeRecord): MergeRow {
  const { id, account, name, plan, state, reason, rows, counts, perMinute } = record;
  const isSending = state === 'sending' && counts.drafts > 0;
  const endsAtMs = record.nextAtMs + takesMs(counts.drafts, perMinute);
  return {
    id,
    account,
    name,
    state,
    reason,
    rows,
    counts,
    perMinute,
    subject: plan.subject,
    endsAt: isSending ? new Date(endsAtMs).toISOString() : null,
    createdAt: new Date(record.createdAtMs).toISOString(),
    endedAt: record.endedAtMs === null ? null : new Date(record.endedAtMs).toISOString(),
  };
}

export function describeLine(
  { plan, columns }: MergeRecord,
  stored: StoredMergeRow,
  outbox: Pick<OutboxStore, 'get'>,
  nowMs: number,
): MergeLine {
  const record = stored.outboxId === null ? null : outbox.get(stored.outboxId);
  const message = record === null ? null : outboxRow(record, nowMs);
  const { row, problems } = stored;
  return {
    row,
    to: message?.recipients.join('; ') ?? fillRow(plan, columns, stored).text.to.join('; '),
    problems: [...problems],
    message: message === null ? null : { id: message.id, state: message.state, reason: message.reason },
  };
}

/** Rows with something to see to come first, those that are left out before the others. */
export function describeCheck(
  plan: MergeRecord['plan'],
  table: Table,
  rows: readonly CheckedRow[],
  perMinute: number,
): MergeCheck {
  const blocked = rows.filter(isBlocked);
  const ready = rows.length - blocked.length;
  const urgency = (row: CheckedRow): number => (isBlocked(row) ? 0 : row.problems.length > 0 ? 1 : 2);
  return {
    columns: [...table.columns],
    unknownVariables: [...unknownVariables(plan, table.columns)],
    rows: rows.length,
    ready,
    blocked: blocked.length,
    problems: countKinds(rows),
    lines: rows
      .toSorted((a, b) => urgency(a) - urgency(b) || a.row - b.row)
      .map(({ row, to, problems }) => ({ row, to, problems: [...problems], message: null })),
    takesMs: takesMs(ready, perMinute),
  };
}

export function isBlocked({ problems }: Pick<CheckedRow, 'problems'>): boolean {
  return problems.some(({ blocks }) => blocks);
}

function countKinds(rows: readonly CheckedRow[]): MergeCheck['problems'] {
  const counts = new Map<MergeProblem['kind'], number>();
  for (const { problems } of rows)
    for (const kind of new Set(problems.map((problem) => problem.kind))) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return [...counts].map(([kind, found]) => ({ kind, rows: found }));
}

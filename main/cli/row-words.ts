import type { OutboxRow } from '../../contract/outbox.ts';
import { exitCodeOfRow, exitCodes } from './exit-code.ts';
import { describeAmount, describeState, titleOf } from './progress/describe-progress.ts';

/** A message in a few lines: where it stands, what it is, what to do if it needs somebody. */
export function rowWords(row: OutboxRow, nowMs: number): readonly string[] {
  const files = row.attachments.length;
  const facts = [titleOf(row), counted(row.recipients.length, 'recipient')];
  if (files > 0) facts.push(counted(files, 'file'), describeAmount(row, null));
  const lines = [describeState(row, nowMs), `  ${facts.join(' · ')}`, `  id ${row.id} · key ${row.key}`];
  if (row.error !== null) {
    lines.push(`  ${row.error.message}`, `  ${row.error.remediation}`);
    lines.push(`  Details: ${row.error.error_code}, ${row.correlationId}`);
  }
  return [...lines, ...advice(row)];
}

function advice(row: OutboxRow): readonly string[] {
  const code = exitCodeOfRow(row, 'sent');
  if (row.state === 'needsYou' && code === exitCodes.unconfirmed) {
    return [
      `  See the evidence: mailroom outbox show ${row.id}`,
      `  Then decide:      mailroom outbox confirm ${row.id} --sent | --send-again`,
    ];
  }
  if (row.state === 'unconfirmed')
    return ["  Please don't send it again: Sent Items is being checked. mailroom run continues."];
  return [];
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

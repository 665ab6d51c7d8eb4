import type { OutboxRow, OutboxState } from '../../contract/outbox.ts';

const over: readonly OutboxState[] = ['sent', 'bounced', 'cancelled', 'failed'];

/** What signing out would leave behind: every message of the account that has not come to an end. */
export function unsentOf(rows: Iterable<OutboxRow>, account: string): readonly OutboxRow[] {
  return [...rows].filter((row) => row.account === account && !over.includes(row.state));
}

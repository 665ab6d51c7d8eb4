import type { OutboxRow } from '../../contract/outbox.ts';
import type { RecipientVerdict } from '../../contract/verdicts.ts';

type Row = Pick<OutboxRow, 'verdicts'>;

export function bouncesOf({ verdicts }: Row): readonly RecipientVerdict[] {
  return verdicts.filter(({ kind }) => kind === 'bounced');
}

/** Those that nobody has dealt with. */
export function openBouncesOf(row: Row): readonly RecipientVerdict[] {
  return bouncesOf(row).filter(({ settled }) => settled === null);
}

/** It came back, and waits for a person. */
export function waitsForYou(row: Pick<OutboxRow, 'state' | 'verdicts'>): boolean {
  return row.state === 'bounced' && openBouncesOf(row).length > 0;
}

/** The message that was made of it last, where one was. */
export function resentAs(row: Row): string | null {
  return bouncesOf(row).findLast((bounce) => bounce.resentAs !== null)?.resentAs ?? null;
}

/** The message that came back, of which this one was made: its key says so. */
export function resentFrom({ key }: Pick<OutboxRow, 'key'>): string | null {
  return /^resent:([0-9a-f-]{36}):\d+$/.exec(key)?.[1] ?? null;
}

import type { OutboxRow } from '../../contract/outbox.ts';

/** The message that this one was sent again as, by a person's decision; null for every other. */
export function repeatedAs({ error }: Pick<OutboxRow, 'error'>): string | null {
  const id = error?.details['sent_again_as'];
  return typeof id === 'string' ? id : null;
}

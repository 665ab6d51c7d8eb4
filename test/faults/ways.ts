import type { OutboxRecord } from '../../main/core/outbox/outbox-record.ts';

/**
 * How a message goes. `kept`: by the service until its time; half of these are taken back. `linked`: with a file in the
 * sender's OneDrive. `merged`: with a merge's key, so that its requests travel in batches. `delegated`: from a shared mailbox.
 * `returned`: one of its recipients does not exist, and a report comes back.
 */
const ways = ['plain', 'kept', 'linked', 'merged', 'delegated', 'returned'] as const;
export type Way = (typeof ways)[number];

const MERGE_KEY = 'merge:00000000-0000-7000-8000-000000000000:';

export function keyOf(way: Way, n: number): string {
  return way === 'merged' ? `${MERGE_KEY}${String(n)}` : `${way}-${String(n)}`;
}

export function readKey(key: string): { readonly way: Way; readonly n: number } {
  if (key.startsWith(MERGE_KEY)) return { way: 'merged', n: Number(key.slice(MERGE_KEY.length)) };
  const [word = '', n = ''] = key.split('-');
  const way = ways.find((one) => one === word);
  if (way === undefined) throw new Error(`This key is none of the harness: ${key}`);
  return { way, n: Number(n) };
}

/** What names the failpoints that a message comes to: its way, or that it is being taken back from the service. */
export function stretchOf({ key, recallAskedAtMs }: Pick<OutboxRecord, 'key' | 'recallAskedAtMs'>): Way | 'recalled' {
  return recallAskedAtMs === null ? readKey(key).way : 'recalled';
}

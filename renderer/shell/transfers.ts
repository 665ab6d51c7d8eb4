import type { OutboxMemory } from '../outbox/outbox-memory.ts';

export interface Transfer {
  readonly memory: OutboxMemory;
  /** Which of the message's files. */
  readonly index: number;
}

const underWay: readonly string[] = ['draft', 'checked', 'uploading', 'paused', 'paced', 'held', 'scheduled'];

/** The files that are not attached yet, in the order in which they go. */
export function transfersOf(memories: Iterable<OutboxMemory>): readonly Transfer[] {
  return [...memories]
    .filter(({ row }) => underWay.includes(row.state))
    .sort((a, b) => (a.row.createdAt < b.row.createdAt ? -1 : 1))
    .flatMap((memory) =>
      memory.row.attachments.flatMap((file, index) => (file.state === 'attached' ? [] : [{ memory, index }])),
    );
}

import type { OutboxId } from '../../contract/ids.ts';
import type { OutboxPortion, OutboxRow } from '../../contract/outbox.ts';
import { cancelSource } from '../core/jobs/cancel-source.ts';
import { isListed, outboxRow } from '../core/outbox/outbox-row.ts';
import type { OutboxRecord } from '../core/outbox/outbox-record.ts';
import type { OutboxStore } from '../core/ports/outbox-store.ts';
import type { CancelSignal, Clock } from '../core/ports/time.ts';
import { latestValues } from './latest-values.ts';

/** Few enough that reading, telling and drawing them is over before anybody notices. */
const PORTION_ROWS = 100;

/** First the whole outbox in portions, newest first, with a pause for others after each; then each change. */
export async function* followOutbox(
  { outbox, clock }: { readonly outbox: OutboxStore; readonly clock: Clock },
  signal: CancelSignal | undefined,
): AsyncGenerator<OutboxPortion, void, void> {
  const leaving = cancelSource();
  const leave = (): void => leaving.cancel();
  signal?.addEventListener('abort', leave, { once: true });
  if (signal?.aborted === true) leave();
  const rowOf = (record: OutboxRecord): OutboxRow => outboxRow(record, clock.nowMs());
  const changes = latestValues<OutboxRow>(
    (push) => outbox.onChange((record) => push(record.id, rowOf(record))),
    leaving.signal,
  );
  try {
    // Subscribed before the first page is read, so that no change falls between two.
    const first = changes.next();
    for (let before: OutboxId | null | undefined = null; before !== undefined;) {
      const page: readonly OutboxRecord[] = outbox.page(before, PORTION_ROWS);
      before = page.length < PORTION_ROWS ? undefined : page.at(-1)?.id;
      yield { rows: page.filter(isListed).map(rowOf), completes: before === undefined };
      await clock.sleep(0, leaving.signal);
    }
    for (let change = await first; change.done !== true; change = await changes.next()) {
      yield { rows: [change.value], completes: false };
    }
  } finally {
    signal?.removeEventListener('abort', leave);
    leave();
  }
}

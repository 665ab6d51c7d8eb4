import type { OutboxStore } from '../../../main/core/ports/outbox-store.ts';
import { steps, type Step } from '../../../main/core/outbox/outbox-record.ts';
import type { Instrument } from '../../../main/engine/host.ts';

/** Mistakes by which Cancel and Send both win. The races must find each of them. */
export const raceBugs = {
  /** Cancels without a look at how far the message has come. */
  cancelRegardless: { store: (store) => regardless(store, 'cancelled') },
  /** Goes on with what was read a moment ago, without a look at whether it still is to be sent. */
  sealRegardless: { store: (store) => regardless(store, 'sealed') },
} as const satisfies Record<string, Pick<Instrument, 'store'>>;

function regardless(store: OutboxStore, step: Step): OutboxStore {
  return {
    ...store,
    change: (id, guard, change, note, nowMs, job) =>
      store.change(id, change.step === step ? { from: steps } : guard, change, note, nowMs, job),
  };
}

import { type EventEmitter, once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import type { OutboxRow } from '../../contract/outbox.ts';
import type { Random } from '../../main/core/ports/time.ts';
import type { ApiClient } from '../../main/engine/host.ts';
import { intentNamed, numberedIntent } from './intents.ts';
import type { Orders } from './orders.ts';
import { readTrace, type Trace } from './trace.ts';

const LOOK_EVERY_MS = 40;
const MAX_CANCEL_DELAY_MS = 400;
/** The direct path is never repeated: after so many looks it stays unconfirmed, which is its honest end here. */
const LAST_LOOKS = 4;
const LAST_LOOK_EVERY_MS = 250;

interface Desk {
  readonly client: ApiClient;
  readonly orders: Orders;
  readonly random: Random;
  readonly trace: Trace;
  /** Emits `id step` whenever a message has come to a step. */
  readonly steps: EventEmitter;
}

/** Plays the person: presses Send again and again, and sometimes thinks better of it. Ends only by being killed. */
export async function submitAndCancel(desk: Desk): Promise<void> {
  const { client, orders, trace } = desk;
  // What was not promised is asked for again with the same key, as a person would.
  let n = readTrace(orders.traceFile).filter(({ word }) => word === 'promised').length;
  for (const row of await openRows(desk)) void cancelSoon(desk, row);
  for (let least = orders.freshMessages; ; least = 0) {
    const missing = Math.max(least, orders.openMessages - (await openRows(desk)).length);
    for (let submitted = 0; submitted < missing; submitted += 1) {
      const { key, message } = numberedIntent(n, orders.sourcesDir);
      const { row } = await client.outbox.submit({ account: null, key, message });
      trace('promised', key);
      void cancelSoon(desk, row);
      n += 1;
    }
    await wait(LOOK_EVERY_MS);
  }
}

/** Returns when every message has come to its end, and those of the direct path to the best end they can have. */
export async function finishAll(desk: Desk): Promise<void> {
  const looks = new Map<string, number>();
  for (;;) {
    const open = await openRows(desk);
    if (open.every(({ id }) => (looks.get(id) ?? 0) >= LAST_LOOKS)) return;
    for (const { id } of open.filter((row) => row.state === 'unconfirmed' && row.draftId === null)) {
      looks.set(id, (looks.get(id) ?? 0) + 1);
      await desk.client.outbox.lookNow({ id }).catch(() => undefined);
    }
    await wait(LAST_LOOK_EVERY_MS);
  }
}

const ends: readonly OutboxRow['state'][] = ['sent', 'cancelled', 'failed', 'needsYou'];

/** What was given up before anything can have left is continued, as its remedy says. */
async function openRows({ client, trace }: Desk): Promise<OutboxRow[]> {
  const rows = await client.outbox.list({});
  for (const { id, key } of rows.filter((row) => row.state === 'needsYou' && row.cancellable)) {
    trace('resumed', key);
    await client.outbox.resume({ id });
  }
  return rows.filter((row) => !ends.includes(row.state) || (row.state === 'needsYou' && row.cancellable));
}

async function cancelSoon({ client, orders, random, steps }: Desk, { id, key }: OutboxRow): Promise<void> {
  if (!intentNamed(key, orders.sourcesDir).mayCancel) return;
  // A new message is staged. Otherwise often while it still waits for its turn.
  if (orders.cancelAt === null) await wait(random.uniform() ** 2 * MAX_CANCEL_DELAY_MS);
  else if (orders.cancelAt !== 'staged') await once(steps, `${id} ${orders.cancelAt}`);
  // Refused when it is too late, which is an answer too.
  await client.outbox.cancel({ id }).catch(() => undefined);
}

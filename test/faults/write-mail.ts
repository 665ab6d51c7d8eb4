import { type EventEmitter, once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import type { OutboxRow } from '../../contract/outbox.ts';
import type { Random } from '../../main/core/ports/time.ts';
import type { ApiClient } from '../../main/engine/host.ts';
import { type Intent, intentNamed, numberedIntent, TEAM } from './intents.ts';
import type { Orders } from './orders.ts';
import { readTrace, type Trace } from './trace.ts';
import { readKey } from './ways.ts';

const LOOK_EVERY_MS = 40;
const MAX_CANCEL_DELAY_MS = 400;
/** How long the service is to keep a message, and one that is taken back: so long that no machine is too busy for that. */
const KEPT_MS = 4_000;
const RECALLED_MS = 3_600_000;
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
  const { orders, trace } = desk;
  if (orders.ways.includes('delegated')) await openTeam(desk);
  // What was not promised is asked for again with the same key, as a person would.
  let n = readTrace(orders.traceFile).filter(({ word }) => word === 'promised').length;
  for (const row of await openRows(desk)) void cancelSoon(desk, row);
  for (let least = orders.freshMessages; ; least = 0) {
    const underWay = (await openRows(desk)).filter(({ state }) => state !== 'scheduled');
    const missing = Math.max(least, orders.openMessages - underWay.length);
    for (let submitted = 0; submitted < missing; submitted += 1) {
      const intent = numberedIntent(n, orders.ways, orders.sourcesDir);
      const row = await submit(desk, intent);
      trace('promised', intent.key);
      void cancelSoon(desk, row);
      n += 1;
    }
    await wait(LOOK_EVERY_MS);
  }
}

async function submit(
  { client }: Desk,
  { key, way, sender, message, mayCancel: isWantedBack }: Intent,
): Promise<OutboxRow> {
  const account = way === 'delegated' ? sender : null;
  if (way !== 'kept') return (await client.outbox.submit({ account, key, message })).row;
  // The same key is the same message only with the same time.
  const known = (await client.outbox.list({})).find((row) => row.key === key);
  const sendAt = known?.sendAt ?? new Date(Date.now() + (isWantedBack ? RECALLED_MS : KEPT_MS)).toISOString();
  return (await client.outbox.submit({ account, key, message: { ...message, sendAt, onServer: true } })).row;
}

/** Asks what may be done there, until the service has answered once. */
async function openTeam({ client }: Desk): Promise<void> {
  const isHere = async (): Promise<boolean> => (await client.accounts.list({})).some(({ address }) => address === TEAM);
  while (!(await isHere())) {
    await client.accounts.addSender({ through: null, address: TEAM }).catch(() => undefined);
  }
}

/** Returns when every message has come to its end, and those of the direct path to the best end they can have. */
export async function finishAll(desk: Desk): Promise<void> {
  const looks = new Map<string, number>();
  for (;;) {
    const open = await openRows(desk);
    if (open.every(({ id }) => (looks.get(id) ?? 0) >= LAST_LOOKS)) break;
    // What the service keeps for long is to be taken back, whatever became of the wish before.
    for (const { id } of open.filter((row) => row.onServer && mayCancel(desk, row))) {
      await desk.client.outbox.cancel({ id }).catch(() => undefined);
    }
    for (const { id } of open.filter((row) => row.state === 'unconfirmed' && row.draftId === null)) {
      looks.set(id, (looks.get(id) ?? 0) + 1);
      await desk.client.outbox.lookNow({ id }).catch(() => undefined);
    }
    await wait(LAST_LOOK_EVERY_MS);
  }
  // What was cancelled is still to be taken out of mailbox and drive.
  if (!desk.orders.ways.includes('plain')) await desk.client.engine.runUntilIdle({});
}

const ends: readonly OutboxRow['state'][] = ['sent', 'bounced', 'cancelled', 'failed', 'needsYou'];

/** What was given up before anything can have left is continued, as its remedy says. */
async function openRows({ client, trace, orders }: Desk): Promise<OutboxRow[]> {
  const rows = await client.outbox.list({});
  for (const { id, key } of rows.filter((row) => row.state === 'needsYou' && row.cancellable)) {
    trace('resumed', key);
    await client.outbox.resume({ id });
  }
  const isOpen = (row: OutboxRow): boolean =>
    !ends.includes(row.state) ||
    (row.state === 'needsYou' && row.cancellable) ||
    (orders.openMessages === 0 && isAwaited(row));
  return rows.filter(isOpen);
}

/** It left, and comes back: there is more to be known of it. */
function isAwaited({ key, state }: OutboxRow): boolean {
  return state === 'sent' && readKey(key).way === 'returned';
}

function mayCancel({ orders }: Pick<Desk, 'orders'>, { key }: OutboxRow): boolean {
  return intentNamed(key, orders.sourcesDir).mayCancel;
}

async function cancelSoon({ client, orders, random, steps }: Desk, row: OutboxRow): Promise<void> {
  const { id, onServer, state } = row;
  if (!mayCancel({ orders }, row)) return;
  // What the service keeps is taken back from there.
  if (onServer && state !== 'scheduled' && state !== 'unconfirmed')
    await Promise.race(['accepted', 'unknown'].map((step) => once(steps, `${id} ${step}`)));
  // A new message is staged. Otherwise often while it still waits for its turn.
  if (orders.cancelAt === null || onServer) await wait(random.uniform() ** 2 * MAX_CANCEL_DELAY_MS);
  else if (orders.cancelAt !== 'staged') await once(steps, `${id} ${orders.cancelAt}`);
  // Refused when it is too late, which is an answer too.
  await client.outbox.cancel({ id }).catch(() => undefined);
}

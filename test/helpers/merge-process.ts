/**
 * A program that wants one merge and may be killed at any instant: DATA_DIR ROWS TIME. Started again it asks for the same
 * merge once more. Prints each look of it, and ends when it is done.
 */
import { openEngine } from '../../main/engine.ts';
import { type FastTime, fastClock } from './fast-clock.ts';
import { manyRows, order } from './merge-order.ts';

const mergeKey = '00000000-0000-4000-8000-000000000500';

const [dataDir = '', rows = '', time = ''] = process.argv.slice(2);
const engine = await openEngine(
  {
    env: process.env,
    dataDir,
    log: () => undefined,
    startSandbox: () => Promise.reject(new Error('the test starts the tenant')),
    instrument: { clock: (clock) => fastClock(clock, JSON.parse(time) as FastTime) },
  },
  { work: true },
);
const made = await engine.client.merge.create(order(manyRows(Number(rows)), { key: mergeKey, sendAtOnce: true }));
for await (const row of await engine.client.merge.watch({ id: made.id })) {
  process.stdout.write(`${JSON.stringify(row)}\n`);
}
await engine.close();

/** The process that is killed: the real engine collecting mail, with a failpoint around everything it does. */
import { once } from 'node:events';
import { flushCompileCache } from 'node:module';
import { setTimeout as wait } from 'node:timers/promises';
import { openEngine } from '../../../main/engine.ts';
import type { Engine, Instrument } from '../../../main/engine/host.ts';
import { seededRandom } from '../../helpers/seeded-random.ts';
import { createExecutioner } from '../executioner.ts';
import { inspectDataFolder } from '../inspect-data-folder.ts';
import type { Report } from '../orders.ts';
import { openTrace } from '../trace.ts';
import { ingestSites } from './failpoints.ts';
import { inspectCollected } from './inspect-collected.ts';
import type { IngestOrders } from './orders.ts';
import { ingestBugs } from './planted-bugs.ts';
import { wrapIngest } from './wrap-ingest.ts';

const LOOK_EVERY_MS = 40;

flushCompileCache();
const ordered = once(process, 'message') as Promise<[IngestOrders]>;
report({ kind: 'ready' });
const [orders] = await ordered;
// The driver is the only reason to live.
process.once('disconnect', () => process.exit(0));

const { dataDir } = orders;
const trace = openTrace(orders.traceFile);
for (const finding of [...inspectDataFolder(dataDir), ...inspectCollected(dataDir)]) trace('broken', finding);
const watched = wrapIngest(createExecutioner(orders, ingestSites, seededRandom(orders.seed), trace));
const bug: Pick<Instrument, 'reader' | 'ingestStore'> = orders.bug === null ? {} : ingestBugs[orders.bug](dataDir);
const engine: Engine = await openEngine(
  {
    env: orders.env,
    dataDir,
    log: () => undefined,
    startSandbox: () => Promise.reject(new Error('The harness brings its own far end.')),
    instrument: {
      // A planted bug sits above the failpoints, so that what it does has them too.
      reader(plain) {
        const reader = watched.reader(plain);
        return bug.reader?.(reader) ?? reader;
      },
      ingestStore(plain) {
        const store = watched.ingestStore(plain);
        return bug.ingestStore?.(store) ?? store;
      },
    },
  },
  { work: true },
);
report({ kind: 'working' });
await followInbox();
while (!(await lookRound()) || !orders.isLast) await wait(LOOK_EVERY_MS);
await engine.close();
report({ kind: 'finished' });
process.disconnect();

/** In every life: following what is followed already changes nothing. */
async function followInbox(): Promise<void> {
  const [account] = await engine.client.accounts.list({});
  if (account === undefined) throw new Error('There is no account.');
  const inbox = { account: account.id, folder: 'inbox', scope: { kind: 'everything' } } as const;
  while (!(await engine.client.ingest.follow(inbox).then(isDone, isNotDone))) await wait(LOOK_EVERY_MS);
}

/** True when nothing is left to do. */
async function lookRound(): Promise<boolean> {
  const { waiting } = await engine.client.ingest.round({ account: null, scope: { kind: 'everything' } });
  return waiting === 0;
}

function isDone(): boolean {
  return true;
}

function isNotDone(): boolean {
  return false;
}

function report(message: Report): void {
  process.send?.(message);
}

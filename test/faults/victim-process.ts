/** The process that is killed: the real engine on a data folder, with a failpoint around everything it does. */
import { flushCompileCache } from 'node:module';
import { EventEmitter, once } from 'node:events';
import { openEngine } from '../../main/engine.ts';
import type { Engine, Instrument } from '../../main/engine/host.ts';
import { seededRandom } from '../helpers/seeded-random.ts';
import { createExecutioner } from './executioner.ts';
import { rareSites, sites, waySites } from './failpoints.ts';
import { inspectDataFolder } from './inspect-data-folder.ts';
import type { Orders, Report } from './orders.ts';
import { plantedBugs } from './planted-bugs.ts';
import { finishAll, submitAndCancel } from './write-mail.ts';
import { openTrace } from './trace.ts';
import { wrapEngine } from './wrap-engine.ts';

flushCompileCache();
const ordered = once(process, 'message') as Promise<[Orders]>;
report({ kind: 'ready' });
const [orders] = await ordered;
// The driver is the only reason to live.
process.once('disconnect', () => process.exit(0));

const trace = openTrace(orders.traceFile);
for (const finding of inspectDataFolder(orders.dataDir)) trace('broken', finding);
const random = seededRandom(orders.seed);
const steps = new EventEmitter();
const executioner = createExecutioner(orders, [...sites, ...waySites, ...rareSites], random, trace);
const { mail, drive, ...watched } = wrapEngine(executioner, (id, step) => void steps.emit(`${id} ${step}`));
const bug: Pick<Instrument, 'mail' | 'drive' | 'runners'> = orders.bug === null ? {} : plantedBugs[orders.bug];
const engine: Engine = await openEngine(
  {
    env: orders.env,
    dataDir: orders.dataDir,
    log: () => undefined,
    startSandbox: () => Promise.reject(new Error('The harness brings its own far end.')),
    instrument: {
      ...bug,
      ...watched,
      // A planted bug sits above the failpoints, so that its own requests have them too.
      mail(plain) {
        const watchedMail = mail(plain);
        return bug.mail?.(watchedMail) ?? watchedMail;
      },
      drive(plain) {
        const watchedDrive = drive(plain);
        return bug.drive?.(watchedDrive) ?? watchedDrive;
      },
    },
  },
  { work: true },
);
report({ kind: 'working' });
const desk = { client: engine.client, orders, random, trace, steps };
await (orders.openMessages > 0 ? submitAndCancel(desk) : finishAll(desk));
await engine.close();
report({ kind: 'finished' });
process.disconnect();

function report(message: Report): void {
  process.send?.(message);
}

/** An engine that tries again within moments what waits for minutes: DATA_DIR. Prints its log after the first line. */
import { openEngine } from '../../main/engine.ts';
import { impatientClock } from './impatient-clock.ts';

const [dataDir = ''] = process.argv.slice(2);
await openEngine(
  {
    env: process.env,
    dataDir,
    log: (line) => void process.stdout.write(`${line}\n`),
    startSandbox: () => Promise.reject(new Error('the test starts the tenant')),
    instrument: { clock: impatientClock },
  },
  { work: false },
);
process.stdout.write('ready\n');

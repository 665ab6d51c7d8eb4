/** `npm run bench [NAME…]`: every benchmark, or the named ones. Ends with 1 when a goal is not met. */
import { cpus } from 'node:os';
import type { BenchResult } from './bench-result.ts';

const benches: Record<string, () => Promise<{ run(): Promise<BenchResult[]> }>> = {
  files: () => import('./files.ts'),
  'files-window': () => import('./files-window.ts'),
  governor: () => import('./governor.ts'),
  jobs: () => import('./jobs.ts'),
  'jobs-window': () => import('./jobs-window.ts'),
  recipients: () => import('./recipients.ts'),
  upload: () => import('./upload.ts'),
  webhook: () => import('./webhook.ts'),
  windows: () => import('./windows.ts'),
};

const names = process.argv.slice(2);
const chosen = names.length === 0 ? Object.keys(benches) : names;
process.stdout.write(
  `Node ${process.versions.node}, ${String(cpus().length)} cores. Only ratios travel to other machines.\n`,
);
let missed = 0;
for (const name of chosen) {
  const bench = await benches[name]?.();
  if (bench === undefined) {
    process.stderr.write(`There is no benchmark ${name}. There are: ${Object.keys(benches).join(', ')}.\n`);
    process.exit(2);
  }
  for (const result of await bench.run()) {
    missed += result.isMet === false ? 1 : 0;
    process.stdout.write(`${line(result)}\n`);
  }
}
process.stdout.write(
  `${missed === 0 ? 'Every goal is met.' : `${String(missed)} goals are not met.`} Repeat: npm run bench\n`,
);
process.exitCode = missed === 0 ? 0 : 1;

function line({ name, value, unit, goal, isMet }: BenchResult): string {
  const verdict = isMet === null ? '' : isMet ? 'met' : 'NOT MET';
  return `${name.padEnd(64)} ${value.toFixed(2).padStart(10)} ${unit.padEnd(8)} ${(goal ?? '').padEnd(8)} ${verdict}`;
}

import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { z } from 'zod';
import type { BenchResult } from './bench-result.ts';

const benchResults: z.ZodType<BenchResult[]> = z.array(
  z.object({
    name: z.string(),
    value: z.number(),
    unit: z.string(),
    goal: z.string().nullable(),
    isMet: z.boolean().nullable(),
  }),
);

/** The goals of search over a million files, in a process that does nothing else. */
export function run(): Promise<BenchResult[]> {
  const child = [
    join(import.meta.dirname, 'files', 'measure-files-process.ts'),
    process.env['BENCH_FILES'] ?? '1000000',
  ];
  const { status, stdout } = spawnSync(process.execPath, child, {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
    maxBuffer: 2 ** 24,
  });
  if (status !== 0) throw new Error('the measuring process failed');
  return Promise.resolve(benchResults.parse(JSON.parse(stdout)));
}

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { z } from 'zod';

/** From here on a task makes a key press or a frame late enough to be noticed. */
const LONG_TASK_MS = 50;

const folder = join(import.meta.dirname, '..', '..', '..', '.build', 'bench');
const traceEvent = z.object({
  name: z.string(),
  ph: z.string(),
  pid: z.int(),
  tid: z.int().default(0),
  dur: z.number().default(0),
  args: z.record(z.string(), z.unknown()).default({}),
});
const trace = z.object({ traceEvents: z.array(traceEvent) });

export interface Tasks {
  readonly count: number;
  readonly longestMs: number;
  /** The durations of those over 50 ms, longest first. */
  readonly longMs: readonly number[];
}

/** Records what the page's main thread does during `work`. The trace stays in .build/bench, to be opened in DevTools. */
export async function traceTasks(page: Page, name: string, work: () => Promise<void>): Promise<Tasks> {
  const browser = page.context().browser();
  if (browser === null) throw new Error('the page has no browser to trace');
  const categories = ['-*', 'devtools.timeline', 'disabled-by-default-devtools.timeline', 'toplevel', '__metadata'];
  await browser.startTracing(page, { categories });
  await work();
  const recorded = await browser.stopTracing();
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${name}.trace.json`), recorded);
  return readTasks(recorded.toString());
}

function readTasks(recorded: string): Tasks {
  const { traceEvents } = trace.parse(JSON.parse(recorded));
  const mainThreads = new Set(
    traceEvents
      .filter(({ name, args }) => name === 'thread_name' && args['name'] === 'CrRendererMain')
      .map(({ pid, tid }) => `${pid} ${tid}`),
  );
  const tasksMs = traceEvents
    .filter(({ name, ph, pid, tid }) => name === 'RunTask' && ph === 'X' && mainThreads.has(`${pid} ${tid}`))
    .map(({ dur }) => dur / 1000)
    .toSorted((a, b) => b - a);
  if (tasksMs.length === 0) throw new Error('the trace has no task of a page in it');
  return {
    count: tasksMs.length,
    longestMs: tasksMs[0] ?? 0,
    longMs: tasksMs.filter((durationMs) => durationMs > LONG_TASK_MS),
  };
}

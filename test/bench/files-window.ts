import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildWindows } from '../renderer/build-windows.ts';
import { atMost, type BenchResult, figure } from './bench-result.ts';
import { benchFilesFolder } from './files/open-bench-files.ts';
import { jumpAround, openFiles, traceFileScrolling, traceFileSearch } from './windows/files-list.ts';
import { leastDisturbed, longTasks } from './windows/long-tasks.ts';
import { launchChromium, openPage } from './windows/open-window.ts';
import { startHost } from './windows/start-host.ts';

/** The list of a million files in a real browser: whether anybody waits for a frame, or for the rows after a jump. */
export async function run(): Promise<BenchResult[]> {
  const files = Number(process.env['BENCH_FILES'] ?? '1000000');
  const folder = mkdtempSync(join(tmpdir(), 'mailroom-bench-'));
  const [rendererDir, dataDir] = [join(folder, 'renderer'), join(folder, 'data')];
  mkdirSync(dataDir, { mode: 0o700 });
  copyFileSync(join(benchFilesFolder(files), 'mailroom.db'), join(dataDir, 'mailroom.db'));
  await buildWindows(rendererDir);
  const host = await startHost(dataDir, rendererDir);
  const browser = await launchChromium();
  try {
    const page = await openPage(browser);
    await page.goto(await host.launchUrl());
    await openFiles(page);
    const scrolling = await leastDisturbed(() => traceFileScrolling(page));
    const searching = await leastDisturbed(() => traceFileSearch(page));
    const jumps = await jumpAround(page);
    return [
      ...longTasks(`scrolling ${String(files)} files`, scrolling),
      ...longTasks(`searching ${String(files)} files as somebody types`, searching),
      atMost(2, 'windows: frames until the rows are there, anywhere, p95', percentile(jumps.frames, 95), 'frames'),
      figure('windows: the same in time, p95', percentile(jumps.ms, 95), 'ms'),
      figure('windows: memory of the page’s scripts', jumps.heapBytes / 1e6, 'MB'),
    ];
  } finally {
    await browser.close();
    await host.end();
    rmSync(folder, { recursive: true, force: true });
  }
}

function percentile(values: readonly number[], percent: number): number {
  return values.toSorted((a, b) => a - b)[Math.ceil((values.length * percent) / 100) - 1] ?? Number.NaN;
}

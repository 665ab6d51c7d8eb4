import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext } from '@playwright/test';
import { buildWindows } from '../renderer/build-windows.ts';
import { atLeast, atMost, type BenchResult, figure } from './bench-result.ts';
import { type Opening, timeOpening, traceJobScrolling, watchQuestions } from './windows/jobs-list.ts';
import { leastDisturbed, longTasks } from './windows/long-tasks.ts';
import { launchChromium, openPage, openWindow } from './windows/open-window.ts';
import { seedJobs } from './windows/seed-jobs.ts';
import { type BenchHost, startHost } from './windows/start-host.ts';

const ROUNDS = 5;
const JOBS = 100_000;
const DEAD = 6_000;
const FEW = 300;
const PLANTED_MS = 400;

/** The Jobs screen before a long queue, in a real browser: how soon it stands, and whether scrolling waits. */
export async function run(): Promise<BenchResult[]> {
  const folder = mkdtempSync(join(tmpdir(), 'mailroom-bench-'));
  const [rendererDir, dataDir] = [join(folder, 'renderer'), join(folder, 'data')];
  mkdirSync(dataDir, { mode: 0o700 });
  await buildWindows(rendererDir);
  const browser = await launchChromium();
  try {
    const first = await startHost(dataDir, rendererDir);
    const { page } = await openWindow(browser, first);
    const session = await page.context().storageState();
    await page.context().close();
    await first.end();
    seedJobs(dataDir, FEW, FEW / 10);
    const few = await withHost(dataDir, rendererDir, (host) => measureOpening(browser, host, session));
    seedJobs(dataDir, JOBS, DEAD, FEW);
    return await withHost(dataDir, rendererDir, async (host) => {
      const many = await measureOpening(browser, host, session);
      const planted = await measureOpening(browser, host, session, PLANTED_MS);
      const again = await openSession(browser, host, session);
      await timeOpening(again);
      const scrolling = await leastDisturbed(() => traceJobScrolling(again));
      await again.context().close();
      return [
        atMost(
          300,
          `windows: Jobs opens, ${String(JOBS)} jobs (${spread(many, 'openMs')})`,
          median(many, 'openMs'),
          'ms',
        ),
        atMost(
          200,
          `windows: By cause, ${String(DEAD)} dead (${spread(many, 'causesMs')})`,
          median(many, 'causesMs'),
          'ms',
        ),
        figure(
          'windows: the same against 300 jobs, 30 dead',
          median(many, 'causesMs') / median(few, 'causesMs'),
          'times',
        ),
        atLeast(PLANTED_MS, 'windows: a planted wait of 400 ms (must be seen)', median(planted, 'causesMs'), 'ms'),
        ...longTasks(`scrolling ${String(JOBS)} jobs`, scrolling),
      ];
    });
  } finally {
    await browser.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function withHost<T>(dataDir: string, rendererDir: string, work: (host: BenchHost) => Promise<T>): Promise<T> {
  const host = await startHost(dataDir, rendererDir);
  try {
    return await work(host);
  } finally {
    await host.end();
  }
}

type Session = Awaited<ReturnType<BrowserContext['storageState']>>;

async function openSession(browser: Browser, host: BenchHost, session: Session, delayMs = 0) {
  const page = await openPage(browser);
  await page.context().addCookies(session.cookies);
  await watchQuestions(page, delayMs);
  await page.goto(await host.launchUrl());
  return page;
}

async function measureOpening(
  browser: Browser,
  host: BenchHost,
  session: Session,
  delayMs = 0,
): Promise<readonly Opening[]> {
  const page = await openSession(browser, host, session, delayMs);
  const found: Opening[] = [];
  for (let round = 0; round < ROUNDS; round += 1) found.push(await timeOpening(page));
  await page.context().close();
  return found;
}

function sorted(openings: readonly Opening[], what: keyof Opening): readonly number[] {
  return openings.map((opening) => opening[what]).toSorted((a, b) => a - b);
}

function median(openings: readonly Opening[], what: keyof Opening): number {
  return sorted(openings, what)[Math.floor(openings.length / 2)] ?? Number.NaN;
}

function spread(openings: readonly Opening[], what: keyof Opening): string {
  const all = sorted(openings, what);
  return `${(all[0] ?? 0).toFixed(0)}–${(all.at(-1) ?? 0).toFixed(0)}`;
}

import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from '@playwright/test';
import { buildWindows } from '../renderer/build-windows.ts';
import { atLeast, atMost, type BenchResult, figure } from './bench-result.ts';
import { firstScreens, timeFirstScreen } from './windows/first-screen.ts';
import { launchChromium, openPage, openWindow } from './windows/open-window.ts';
import { traceOpening, traceScrolling } from './windows/scrolling.ts';
import { seedOutbox } from './windows/seed-outbox.ts';
import { type BenchHost, type LoopDelay, startHost } from './windows/start-host.ts';
import { leastDisturbed, longTasks } from './windows/long-tasks.ts';
import { type Tasks, traceTasks } from './windows/trace-tasks.ts';
import { fillLetter, traceTyping } from './windows/typing.ts';
import { beginUploads, traceUploads } from './windows/uploading.ts';

const ROUNDS = 5;
const ROWS = 10_000;

/** The product in a real browser: how soon it stands, and whether its main thread or the engine keep anybody waiting. */
export async function run(): Promise<BenchResult[]> {
  const folder = mkdtempSync(join(tmpdir(), 'mailroom-bench-'));
  const rendererDir = join(folder, 'renderer');
  const { startUpGzipBytes } = await buildWindows(rendererDir);
  const browser = await launchChromium();
  const dataDir = (name: string): string => join(folder, name);
  const start = async (name: string): Promise<BenchHost> => {
    mkdirSync(dataDir(name), { recursive: true });
    return startHost(dataDir(name), rendererDir);
  };
  try {
    return [
      atMost(350, 'windows: start-up script, gzipped', startUpGzipBytes / 1000, 'kB'),
      ...(await plantLongTask(browser)),
      ...(await withHost(start('first'), (host) => showFirstScreens(browser, host))),
      ...(await withHost(start('typing'), (host) => typeLetters(browser, host))),
      ...(await withHost(start('uploading'), (host) => uploadAtOnce(browser, host))),
      ...(await scrollRows(browser, () => start('rows'), dataDir('rows'))),
    ];
  } finally {
    await browser.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function withHost<T>(starting: Promise<BenchHost>, work: (host: BenchHost) => Promise<T>): Promise<T> {
  const host = await starting;
  try {
    return await work(host);
  } finally {
    await host.end();
  }
}

/** What could not see a long task would find none. */
async function plantLongTask(browser: Browser): Promise<BenchResult[]> {
  const page = await openPage(browser);
  const planted = 'setTimeout(() => { for (const end = Date.now() + 120; Date.now() < end; ); })';
  const { longMs } = await traceTasks(page, 'planted', async () => {
    await page.evaluate(planted);
    await page.waitForTimeout(300);
  });
  await page.context().close();
  return [atLeast(1, 'windows: a planted task of 120 ms (must be caught)', longMs.length, 'tasks')];
}

async function showFirstScreens(browser: Browser, host: BenchHost): Promise<BenchResult[]> {
  const signIn = await rounds(() => timeFirstScreen(browser, host, firstScreens.signIn));
  const { page } = await openWindow(browser, host);
  await page.context().close();
  const write = await rounds(() => timeFirstScreen(browser, host, firstScreens.write));
  return [
    atMost(1500, `windows: first screen, Sign-in (${spread(signIn)})`, median(signIn), 'ms'),
    atMost(1500, `windows: first screen, Write with its editor (${spread(write)})`, median(write), 'ms'),
  ];
}

async function typeLetters(browser: Browser, host: BenchHost): Promise<BenchResult[]> {
  const { page } = await openWindow(browser, host);
  await fillLetter(page);
  const tasks = await leastDisturbed(() => traceTyping(page));
  await page.context().close();
  return longTasks('typing 300 characters beside pictures and a table', tasks);
}

async function uploadAtOnce(browser: Browser, host: BenchHost): Promise<BenchResult[]> {
  const { page, tenant } = await openWindow(browser, host);
  let delay: LoopDelay = { p99Ms: Number.NaN, maxMs: Number.NaN };
  const tasks = await leastDisturbed(async () => {
    await beginUploads(page, tenant, host);
    const traced = await traceUploads(page, tenant, host);
    delay = traced.delay;
    return traced.tasks;
  });
  await page.context().close();
  return [
    ...longTasks('4 uploads at once', tasks),
    atMost(100, 'windows: event loop of the engine, 4 uploads, p99', delay.p99Ms, 'ms'),
    figure('windows: event loop of the engine, 4 uploads, longest', delay.maxMs, 'ms'),
  ];
}

async function scrollRows(browser: Browser, start: () => Promise<BenchHost>, dataDir: string): Promise<BenchResult[]> {
  const { page, state } = await withHost(start(), async (host) => {
    const opened = await openWindow(browser, host);
    return { page: opened.page, state: await opened.page.context().storageState() };
  });
  await page.context().close();
  seedOutbox(dataDir, ROWS);
  return withHost(start(), async (host) => {
    const again = await openPage(browser);
    await again.context().addCookies(state.cookies);
    await again.goto(await host.launchUrl());
    let opening = noTasks;
    const delay = await host.measureLoop(async () => {
      opening = await leastDisturbed(() => traceOpening(again, ROWS));
    });
    const scrolling = await leastDisturbed(() => traceScrolling(again));
    await again.context().close();
    return [
      ...longTasks(`opening ${String(ROWS)} rows`, opening),
      ...longTasks(`scrolling ${String(ROWS)} rows`, scrolling),
      figure(`windows: event loop of the engine, ${String(ROWS)} rows, longest`, delay.maxMs, 'ms'),
    ];
  });
}

const noTasks: Tasks = { count: 0, longestMs: 0, longMs: [] };

async function rounds(measure: () => Promise<number>): Promise<readonly number[]> {
  const found: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) found.push(await measure());
  return found.toSorted((a, b) => a - b);
}

function median(sorted: readonly number[]): number {
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

function spread(sorted: readonly number[]): string {
  return `${(sorted[0] ?? 0).toFixed(0)}–${(sorted.at(-1) ?? 0).toFixed(0)}`;
}

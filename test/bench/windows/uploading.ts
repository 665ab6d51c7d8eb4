import type { Page } from '@playwright/test';
import type { SandboxTenant } from '../../e2e/sandbox-tenant.ts';
import { writeSampleFile } from '../../e2e/sample-files.ts';
import { attachFiles, typeLetter } from '../../e2e/write-page.ts';
import type { BenchHost, LoopDelay } from './start-host.ts';
import { traceTasks, type Tasks } from './trace-tasks.ts';

const MESSAGES = 4;
const FILE_BYTES = 40_000_000;
const CHUNK_DELAY_MS = 150;
/** Long enough for nothing to be through before the last message is written. */
const WAITING_CHUNK_MS = 6_000;
const LEAST_CHUNKS = 24;

/** Four messages with a file each, handed over; their first chunks stay on the way. */
export async function beginUploads(page: Page, tenant: SandboxTenant, host: BenchHost): Promise<void> {
  await tenant.slowChunks(WAITING_CHUNK_MS);
  for (let n = 1; n <= MESSAGES; n += 1) {
    await page.keyboard.press('Control+n');
    await typeLetter(page, { to: ['archive@sandbox.example'], subject: `Upload ${String(n)}`, text: 'All at once.' });
    await attachFiles(page, [writeSampleFile(host.dataDir, `tape-${String(n)}.bin`, FILE_BYTES)]);
    await page.getByRole('button', { name: /^Send/ }).click();
    await page.getByRole('heading', { name: `Upload ${String(n)}` }).waitFor();
  }
}

/** All four go on at the same time, with their ribbons on the screen: in the list, in the drawer and in the open message. */
export async function traceUploads(
  page: Page,
  tenant: SandboxTenant,
  host: BenchHost,
): Promise<{ tasks: Tasks; delay: LoopDelay }> {
  const drawer = page.getByRole('region', { name: 'Transfers' });
  if (!(await drawer.isVisible())) await page.keyboard.press('Control+j');
  await drawer.waitFor();
  const chunksBefore = (await tenant.chunks()).length;
  await tenant.clearFaults();
  await tenant.slowChunks(CHUNK_DELAY_MS);
  let delay: LoopDelay = { p99Ms: Number.NaN, maxMs: Number.NaN };
  const tasks = await traceTasks(page, 'uploading', async () => {
    delay = await host.measureLoop(async () => {
      await drawer.getByText('No file is on its way.').waitFor({ timeout: 120_000 });
    });
  });
  const chunks = (await tenant.chunks()).length - chunksBefore;
  if (chunks < LEAST_CHUNKS) throw new Error(`only ${String(chunks)} chunks were left to be traced`);
  return { tasks, delay };
}

import type { Page } from '@playwright/test';
import type { SandboxTenant } from '../../e2e/sandbox-tenant.ts';
import { writeSampleFile } from '../../e2e/sample-files.ts';
import { attachFiles, typeLetter } from '../../e2e/write-page.ts';
import type { BenchHost, LoopDelay } from './start-host.ts';
import { traceTasks, type Tasks } from './trace-tasks.ts';

const MESSAGES = 4;
const FILE_BYTES = 40_000_000;
const CHUNK_DELAY_MS = 150;

/** Four messages upload a file each at the same time, with their ribbons on the screen: the list and the drawer. */
export async function traceUploading(
  page: Page,
  tenant: SandboxTenant,
  host: BenchHost,
): Promise<{ tasks: Tasks; delay: LoopDelay }> {
  await tenant.slowChunks(60_000);
  for (let n = 1; n <= MESSAGES; n += 1) {
    await page.keyboard.press('Control+n');
    await typeLetter(page, { to: ['archive@sandbox.example'], subject: `Upload ${String(n)}`, text: 'All at once.' });
    await attachFiles(page, [writeSampleFile(host.dataDir, `tape-${String(n)}.bin`, FILE_BYTES)]);
    await page.getByRole('button', { name: /^Send/ }).click();
    await page.getByRole('heading', { name: `Upload ${String(n)}` }).waitFor();
  }
  await page.keyboard.press('Control+j');
  await page.getByRole('region', { name: 'Transfers' }).waitFor();
  await tenant.clearFaults();
  await tenant.slowChunks(CHUNK_DELAY_MS);
  let delay: LoopDelay = { p99Ms: 0, maxMs: 0 };
  const tasks = await traceTasks(page, 'uploading', async () => {
    delay = await host.measureLoop(async () => {
      await page.getByText('No file is on its way.').waitFor({ timeout: 120_000 });
    });
  });
  return { tasks, delay };
}

import { expect } from '@playwright/test';
import { expectWhole } from './expect-whole.ts';
import { doubtSettings, goToJobs } from './jobs-page.ts';
import { test } from './signed-in-product.ts';
import { visitJobs } from './visit-jobs.ts';

test.use({ contextOptions: { reducedMotion: 'reduce' }, settings: doubtSettings });

test('S8 A3: no screen of Jobs has a barrier that axe finds, an overlap, a cut or a hidden focus', async ({
  page,
  product,
  tenant,
}) => {
  await visitJobs(page, product, tenant, expectWhole);
});

test('J9: no worker is loud, says what is safe, and is started from there', async ({ page }) => {
  // The engine always has a worker in this host: what it tells of it is left out on the way.
  await page.routeWebSocket(/\/rpc/, (socket) => {
    const engine = socket.connectToServer();
    engine.onMessage((message) =>
      socket.send(
        typeof message === 'string' ? message.replace(/"workerSeenAt":"[^"]*"/, '"workerSeenAt":null') : message,
      ),
    );
  });
  await page.reload();
  await goToJobs(page);
  const bar = page.getByRole('complementary', { name: 'Worker' });
  await expect(bar).toContainText('No worker is running. Nothing moves. What is queued is safe on this disk');
  await expectWhole(page, 'No worker');
  await bar.getByRole('button', { name: 'Start worker' }).click();
  await expect(page.getByText('The worker is running')).toBeAttached();
});

import { expect, type Page } from '@playwright/test';
import { expectNoBarrierInAnyLook } from './expect-no-barrier.ts';
import { doubtSettings, goToJobs } from './jobs-page.ts';
import { measureFocus, measureLayout } from './measure-layout.ts';
import { signIn, test } from './product.ts';
import { setSize, type Size } from './set-size.ts';
import { visitJobs } from './visit-jobs.ts';

const standard: Size = { width: 1280, height: 800, zoom: 1 };
const sizes: readonly Size[] = [
  standard,
  { width: 900, height: 600, zoom: 1 },
  // 200 % zoom of both.
  { width: 640, height: 400, zoom: 2 },
  { width: 450, height: 300, zoom: 2 },
];

test.use({ contextOptions: { reducedMotion: 'reduce' }, settings: doubtSettings });

test('S8 A3: no screen of Jobs has a barrier that axe finds, an overlap, a cut or a hidden focus', async ({
  page,
  product,
}) => {
  test.setTimeout(300_000);
  await page.goto(product.launchUrl);
  await visitJobs(page, product, await signIn(page, product), expectWhole);
});

test('J9: no worker is loud, says what is safe, and is started from there', async ({ page, product }) => {
  // The engine always has a worker in this host: what it tells of it is left out on the way.
  await page.routeWebSocket(/\/rpc/, (socket) => {
    const engine = socket.connectToServer();
    engine.onMessage((message) =>
      socket.send(
        typeof message === 'string' ? message.replace(/"workerSeenAt":"[^"]*"/, '"workerSeenAt":null') : message,
      ),
    );
  });
  await page.goto(product.launchUrl);
  await signIn(page, product);
  await goToJobs(page);
  const bar = page.getByRole('complementary', { name: 'Worker' });
  await expect(bar).toContainText('No worker is running. Nothing moves. What is queued is safe on this disk');
  await expectWhole(page, 'No worker');
  await bar.getByRole('button', { name: 'Start worker' }).click();
  await expect(page.getByText('The worker is running')).toBeAttached();
});

async function expectWhole(page: Page, name: string): Promise<void> {
  await page.mouse.move(0, 0);
  await expectNoBarrierInAnyLook(page, name);
  for (const size of sizes) {
    await setSize(page, size);
    const where = `${name} at ${String(size.width)} × ${String(size.height)}`;
    expect.soft(await measureLayout(page), where).toEqual([]);
    if (size !== standard) expect.soft(await measureFocus(page), `${where}, focus`).toEqual([]);
  }
  await setSize(page, standard);
}

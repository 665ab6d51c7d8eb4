import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { joinEngine } from './join-engine.ts';
import type { Product } from './product.ts';
import { seedHealth } from './seed-health.ts';
import type { Show } from './show.ts';
import { hasRedis, startStagedRollout } from './staged-rollout.ts';

/** Health with a day behind it: well, with alerts, as a table, with its sheets, and without its engine. */
export async function visitHealth(page: Page, product: Product, show: Show): Promise<void> {
  await product.kill();
  seedHealth(product.dataDir);
  const rollout = hasRedis ? await startStagedRollout() : null;
  const objectives = { MAILROOM_OBJECTIVE_UPLOAD_MBPS: 8, MAILROOM_OBJECTIVE_CONFIRMATION_S: 5 };
  const policy = rollout === null ? objectives : { ...objectives, REDIS_URL: rollout.url };
  writeFileSync(join(product.dataDir, 'policy.json'), JSON.stringify(policy));
  try {
    await product.start();
    await page.goto(product.launchUrl);
    await page.getByRole('navigation', { name: 'Places' }).getByRole('button', { name: 'Health' }).click();
    await page.getByText('Sending is healthy.').waitFor();
    await page.locator('.measure-chart[data-filled]').nth(3).waitFor();
    await show(page, 'health');
    await page.getByRole('button', { name: 'Show the numbers as a table' }).click();
    await show(page, 'health-table');
    await page.getByRole('button', { name: 'Show the curves' }).click();

    const engine = await joinEngine(product);
    const via = 'command';
    await engine.client.settings.set({ name: 'MAILROOM_DISK_FLOOR_BYTES', value: '9000000000000000', via });
    const until = new Date(Date.now() + 3_600_000).toISOString();
    await engine.client.flags.set({ name: 'enabled', value: false, reason: 'a rehearsal', via });
    await engine.client.health.silence({ alert: 'providerPaused', until, reason: 'a rehearsal', via });
    await engine.close();
    await page.getByText('Silenced until').waitFor();
    await show(page, 'health-alerts');
    await page.getByRole('button', { name: 'Silence: The disk is full' }).click();
    await show(page, 'health-silence');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Runbook: The disk is full' }).click();
    await page.locator('.runbook h1').waitFor();
    await show(page, 'health-runbook');
    await page.keyboard.press('Escape');
    await product.kill();
    await page.getByText('Last known').waitFor();
    await show(page, 'health-offline');
  } finally {
    await rollout?.end();
  }
}

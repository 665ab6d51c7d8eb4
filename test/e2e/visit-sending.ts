import { type Page } from '@playwright/test';
import { drawPlan } from './draw-plan.ts';
import { untilSent } from './outbox-page.ts';
import type { Product } from './product.ts';
import { writeSampleFile } from './sample-files.ts';
import type { SandboxTenant } from './sandbox-tenant.ts';
import type { Show } from './show.ts';
import { attachFiles, causeFault, insertPicture, openSandboxPanel, typeLetter } from './write-page.ts';

const letter = {
  to: ['finance@sandbox.example', 'legal@sandbox.example'],
  subject: 'Plans for the new archive',
  text: 'Hello,\nthe drawings and the survey for the new archive are attached. Hall 1 is below; please check its doors first.\n',
};

/** One message from its first word until it lies in Sent Items, and the end of the engine. */
export async function visitSending(page: Page, product: Product, tenant: SandboxTenant, show: Show): Promise<void> {
  const places = page.getByRole('navigation', { name: 'Places' });
  await places.getByRole('button', { name: 'Write' }).click();
  // It has to be under way for as long as that is looked at.
  await tenant.slowChunks(2_000);
  await typeLetter(page, letter);
  await insertPicture(page, drawPlan());
  await attachFiles(page, [
    writeSampleFile(product.dataDir, 'drawings.zip', 25_000_000),
    writeSampleFile(product.dataDir, 'survey.tif', 60_000_000),
  ]);
  await page.getByText(/Uploading, about/).waitFor();
  await show(page, 'write-full');
  await page.getByRole('button', { name: /^Send/ }).click();
  await page.getByRole('heading', { name: letter.subject }).waitFor();
  await page.getByRole('row', { name: letter.subject }).getByText(/about/).waitFor();
  await show(page, 'outbox-moving');
  await page.keyboard.press('Control+j');
  await show(page, 'outbox-transfers');
  await places.getByRole('button', { name: 'Write' }).click();
  await page.getByRole('textbox', { name: 'Message text' }).waitFor();
  await show(page, 'write-transfers');
  await page.keyboard.press('Control+j');
  await places.getByRole('button', { name: 'Outbox' }).click();
  await page.getByRole('row', { name: letter.subject }).click();
  await openSandboxPanel(page);
  await causeFault(page, 'Lose the answer to Send');
  await page.evaluate("document.querySelector('.side-panel-body').scrollTo(0, 0)");
  await show(page, 'sandbox-panel');
  await page.getByRole('button', { name: 'Close the sandbox panel' }).click();
  await tenant.clearFaults();
  await untilSent(page);
  await show(page, 'outbox-sent');
  await openSandboxPanel(page);
  await page.locator('.sandbox-delivered').scrollIntoViewIfNeeded();
  await show(page, 'sandbox-delivered');
  await page.getByRole('button', { name: 'Close the sandbox panel' }).click();
  await product.kill();
  await page.getByRole('complementary', { name: 'Connection' }).waitFor();
  await show(page, 'engine-gone');
}

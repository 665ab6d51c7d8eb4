/** `npm run screens`: writes every screen × theme × size × state into the ignored folder screens/, to be looked at. */
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Browser, type Page } from '@playwright/test';
import { findTestChromium } from '../../scripts/ensure-chromium.ts';
import { untilSent } from './outbox-page.ts';
import { signIn, startProduct } from './product.ts';
import { writeSampleFile } from './sample-files.ts';
import { attachFiles, causeFault, insertPicture, openSandboxPanel, typeLetter } from './write-page.ts';

const folder = join(import.meta.dirname, '..', '..', 'screens');
const sizes = [
  { width: 1280, height: 800 },
  { width: 900, height: 600 },
];
const letter = {
  to: ['finance@sandbox.example', 'legal@sandbox.example'],
  subject: 'Plans for the new archive',
  text: 'Both drawings are attached, the seal is below.',
};

const executablePath = findTestChromium();
if (executablePath === null) throw new Error('No Chromium was found; CHROMIUM_PATH can name one.');
mkdirSync(folder, { recursive: true });
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
await visitEverything(browser);
await browser.close();

async function visitEverything(running: Browser): Promise<void> {
  const product = await startProduct();
  const context = await running.newContext({ locale: 'en-GB' });
  const page = await context.newPage();
  const places = page.getByRole('navigation', { name: 'Places' });
  await page.goto(product.launchUrl);
  await page.getByRole('button', { name: 'Sign in to the sandbox tenant' }).waitFor();
  await picture(page, 'sign-in');
  const tenant = await signIn(page, product);
  await page.getByRole('textbox', { name: 'Message text' }).waitFor();
  await picture(page, 'write-empty');
  await places.getByRole('button', { name: 'Outbox' }).click();
  await picture(page, 'outbox-empty');
  await places.getByRole('button', { name: 'Settings' }).click();
  await picture(page, 'settings');
  await page.keyboard.press('Control+k');
  await picture(page, 'palette');
  await page.keyboard.press('Escape');

  await places.getByRole('button', { name: 'Write' }).click();
  await tenant.slowChunks(700);
  await typeLetter(page, letter);
  await insertPicture(page);
  await attachFiles(page, [
    writeSampleFile(product.dataDir, 'drawings.zip', 25_000_000),
    writeSampleFile(product.dataDir, 'survey.tif', 30_000_000),
  ]);
  await picture(page, 'write-full');
  await page.getByRole('button', { name: /^Send/ }).click();
  await page.getByRole('heading', { name: letter.subject }).waitFor();
  await picture(page, 'outbox-moving');
  await page.keyboard.press('Control+j');
  await picture(page, 'outbox-transfers');
  await page.keyboard.press('Control+j');
  await tenant.clearFaults();
  await openSandboxPanel(page);
  await causeFault(page, 'Lose the answer to Send');
  await picture(page, 'sandbox-panel');
  await page.getByRole('button', { name: 'Close the sandbox panel' }).click();
  await untilSent(page);
  await picture(page, 'outbox-sent');
  await product.kill();
  await page.getByRole('complementary', { name: 'Connection' }).waitFor();
  await picture(page, 'engine-gone');
  await context.close();
  rmSync(product.dataDir, { recursive: true, force: true });
}

/** One state in both themes and both sizes; what is shown stays as it is. */
async function picture(page: Page, name: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    for (const size of sizes) {
      await page.setViewportSize(size);
      await page.screenshot({ path: join(folder, `${name}-${colorScheme}-${String(size.width)}.png`) });
    }
  }
  await page.setViewportSize({ width: 1280, height: 800 });
}

import { join } from 'node:path';
import { defineConfig } from '@playwright/test';
import { findTestChromium } from './scripts/ensure-chromium.ts';

const executablePath = findTestChromium();
if (executablePath === null) throw new Error('No Chromium was found; CHROMIUM_PATH can name one.');

// Every scenario starts programs: what vitest left compiled is not compiled again.
process.env['NODE_COMPILE_CACHE'] ??= join(import.meta.dirname, '.build', 'compile-cache');

const quiet = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];

/** The windows in a real browser, each scenario with a host process, a tenant and a data folder of its own, so that several go at once. */
export default defineConfig({
  testDir: 'test/e2e',
  outputDir: '.build/test-results/e2e',
  // On two processors: scenarios wait for clocks and programs for a quarter of their time.
  workers: 3,
  // None of these is about time: a busy machine may need any.
  timeout: 600_000,
  forbidOnly: true,
  expect: { timeout: 60_000 },
  reporter: 'list',
  use: {
    viewport: { width: 1280, height: 800 },
    locale: 'en-GB',
    actionTimeout: 60_000,
    trace: 'off',
    launchOptions: { executablePath, args: quiet },
  },
});

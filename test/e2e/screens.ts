/** `npm run screens`: writes every screen × theme × size × state into the ignored folder screens/, to be looked at. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { chromium, type Browser, type Page } from '@playwright/test';
import { findTestChromium } from '../../scripts/ensure-chromium.ts';
import { doubtSettings } from './jobs-page.ts';
import { signIn, startProduct, type Product } from './product.ts';
import { setSize, type Size } from './set-size.ts';
import { visitFiles } from './visit-files.ts';
import { visitFirstUse } from './visit-first-use.ts';
import { visitHealth } from './visit-health.ts';
import { restartInternalOnly, visitInternalOnly } from './visit-internal-only.ts';
import { visitJobs } from './visit-jobs.ts';
import { visitMerge } from './visit-merge.ts';
import { visitSending } from './visit-sending.ts';
import { visitSettings } from './visit-settings.ts';
import { statesSettings, visitStates } from './visit-states.ts';

const folder = join(import.meta.dirname, '..', '..', 'screens');
const standard: Size = { width: 1280, height: 800, zoom: 1 };
const sizes: readonly Size[] = [
  standard,
  { width: 900, height: 600, zoom: 1 },
  // 200 % zoom of a common and of the smallest window.
  { width: 640, height: 400, zoom: 2 },
  { width: 450, height: 300, zoom: 2 },
];
/** Screens that are also shown in each density and in forced colours. */
const thorough: readonly string[] = [
  'outbox-busy',
  'outbox-unconfirmed',
  'write-full',
  'settings',
  'files-list',
  'jobs-cause',
  'health',
];

interface Tour {
  readonly settings?: Readonly<Record<string, string>>;
  readonly visit: (page: Page, product: Product) => Promise<void>;
}

const tours: Readonly<Record<string, Tour>> = {
  first: {
    async visit(page, product) {
      const tenant = await visitFirstUse(page, product, picture);
      await visitSending(page, product, tenant, picture);
    },
  },
  states: {
    settings: statesSettings,
    async visit(page, product) {
      await page.goto(product.launchUrl);
      await visitStates(page, product, await signIn(page, product), picture);
    },
  },
  files: {
    async visit(page, product) {
      await page.goto(product.launchUrl);
      await visitFiles(page, await signIn(page, product), picture);
    },
  },
  settings: {
    async visit(page, product) {
      await page.goto(product.launchUrl);
      await signIn(page, product);
      await visitSettings(page, picture);
    },
  },
  merge: {
    async visit(page, product) {
      await page.goto(product.launchUrl);
      await signIn(page, product);
      await visitMerge(page, picture);
    },
  },
  jobs: {
    settings: doubtSettings,
    async visit(page, product) {
      await page.goto(product.launchUrl);
      await visitJobs(page, product, await signIn(page, product), picture);
    },
  },
  health: {
    async visit(page, product) {
      await page.goto(product.launchUrl);
      await signIn(page, product);
      await visitHealth(page, product, picture);
    },
  },
  internal: {
    async visit(page, product) {
      await page.goto(product.launchUrl);
      await restartInternalOnly(page, product, await signIn(page, product));
      await visitInternalOnly(page, product, picture);
    },
  },
};

const executablePath = findTestChromium();
if (executablePath === null) throw new Error('No Chromium was found; CHROMIUM_PATH can name one.');
mkdirSync(folder, { recursive: true });
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
const asked = process.argv[2];
try {
  for (const [name, tour] of Object.entries(tours)) {
    if (asked === undefined || asked === name) await take(browser, tour);
  }
} finally {
  await browser.close();
}

async function take(running: Browser, { settings, visit }: Tour): Promise<void> {
  const product = await startProduct(settings);
  try {
    const page = await running.newPage({ locale: 'en-GB' });
    page.setDefaultTimeout(20_000);
    await visit(page, product);
    await page.context().close();
  } finally {
    await product.kill();
    product.forget();
  }
}

/** One state in both themes and all sizes; what is shown stays as it is. */
async function picture(page: Page, name: string): Promise<void> {
  await page.mouse.move(0, 0);
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    for (const size of sizes) {
      if (colorScheme === 'dark' && size.zoom > 1) continue;
      await setSize(page, size);
      await page.screenshot({ path: pathOf(`${name}-${colorScheme}-${String(size.width)}`) });
    }
  }
  await page.emulateMedia({ colorScheme: 'light' });
  await setSize(page, standard);
  if (thorough.includes(name)) await otherLooks(page, name);
}

async function otherLooks(page: Page, name: string): Promise<void> {
  for (const density of ['compact', 'relaxed']) {
    await choose(page, density);
    await page.screenshot({ path: pathOf(`${name}-${density}`) });
  }
  await choose(page, 'regular');
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, forcedColors: 'active' });
    await page.screenshot({ path: pathOf(`${name}-forced-${colorScheme}`) });
  }
  await page.emulateMedia({ colorScheme: 'light', forcedColors: 'none' });
}

/** The window opens again where it was. */
async function choose(page: Page, density: string): Promise<void> {
  await page.evaluate(
    `localStorage.setItem('mailroom.preferences', JSON.stringify({ state: { ...JSON.parse(localStorage.getItem('mailroom.preferences') ?? '{"state":{}}').state, density: '${density}' }, version: 0 }))`,
  );
  await page.reload();
  await page.getByText('worker seen').waitFor();
  await page.locator('.outbox-row, .file, .setting, .files-line, .measure, .cause-row').first().waitFor();
}

function pathOf(name: string): string {
  return join(folder, `${name}.png`);
}

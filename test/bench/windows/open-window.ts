import { chromium, type Browser, type Page } from '@playwright/test';
import { findTestChromium } from '../../../scripts/ensure-chromium.ts';
import { signIn } from '../../e2e/product.ts';
import type { SandboxTenant } from '../../e2e/sandbox-tenant.ts';
import type { BenchHost } from './start-host.ts';

export async function launchChromium(): Promise<Browser> {
  const executablePath = findTestChromium();
  if (executablePath === null) throw new Error('No Chromium was found; CHROMIUM_PATH can name one.');
  return chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
}

/** A window in a profile of its own. */
export async function openPage(browser: Browser): Promise<Page> {
  return browser.newPage({ viewport: { width: 1280, height: 800 }, locale: 'en-GB' });
}

/** The same, signed in to the sandbox tenant, whose limits are as far away as they go. */
export async function openWindow(browser: Browser, host: BenchHost): Promise<{ page: Page; tenant: SandboxTenant }> {
  const page = await openPage(browser);
  await page.goto(await host.launchUrl());
  const tenant = await signIn(page, host);
  await tenant.switch({ limitUploadBytesPer5Min: 0 });
  return { page, tenant };
}

import type { Browser } from '@playwright/test';
import { openPage } from './open-window.ts';
import type { BenchHost } from './start-host.ts';

/** What has to stand for the first screen to be of use, as a selector. */
export const firstScreens = { signIn: '.sign-in button', write: '[aria-label="Message text"]' } as const;

/**
 * Milliseconds from the start of the navigation until the frame after `selector` is in the document, in a profile that
 * was never here: nothing is cached.
 */
export async function timeFirstScreen(browser: Browser, host: BenchHost, selector: string): Promise<number> {
  const page = await openPage(browser);
  await page.addInitScript(watchFor(selector));
  await page.goto(await host.launchUrl());
  const shownMs = Number(await page.evaluate('globalThis.shownMs'));
  await page.context().close();
  return shownMs;
}

function watchFor(selector: string): string {
  return `globalThis.shownMs = new Promise((resolve) => {
    new MutationObserver((_, observer) => {
      if (document.querySelector(${JSON.stringify(selector)}) === null) return;
      observer.disconnect();
      requestAnimationFrame(() => setTimeout(() => resolve(performance.now())));
    }).observe(document, { subtree: true, childList: true });
  });`;
}

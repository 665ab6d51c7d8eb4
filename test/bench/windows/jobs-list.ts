import type { Page } from '@playwright/test';
import { z } from 'zod';
import { traceTasks, type Tasks } from './trace-tasks.ts';

const WHEEL_TURNS = 120;
const PAGES = 20;

const opening = z.object({ openMs: z.number(), causesMs: z.number() });
export type Opening = z.infer<typeof opening>;

/** Notes when the question for the causes goes out; `delayMs` holds it back first. */
export async function watchQuestions(page: Page, delayMs = 0): Promise<void> {
  await page.addInitScript(`{
    const send = WebSocket.prototype.send;
    WebSocket.prototype.send = function (data) {
      const isCauses = (typeof data === 'string' ? data : new TextDecoder().decode(data)).includes('jobs/causes');
      if (!isCauses) return send.call(this, data);
      globalThis.askedMs ??= performance.now();
      setTimeout(() => send.call(this, data), ${String(delayMs)});
    };
  }`);
}

/** From the press on Jobs, and from the question, until the frame after the causes are drawn. A new page: nothing is cached in it. */
export async function timeOpening(page: Page): Promise<Opening> {
  await page.getByRole('navigation', { name: 'Places' }).getByRole('button', { name: 'Settings' }).click();
  await page.reload();
  await page.getByText('worker seen').waitFor();
  // A person who presses it finds the page at rest.
  await page.waitForTimeout(300);
  const found: unknown = await page.evaluate(`new Promise((resolve) => {
    const button = [...document.querySelectorAll('.rail-entry')].find((entry) => entry.textContent.startsWith('Jobs'));
    new MutationObserver((_, observer) => {
      if (document.querySelector('.cause-row') === null) return;
      observer.disconnect();
      requestAnimationFrame(() => setTimeout(() => {
        const now = performance.now();
        resolve({ openMs: now - pressedMs, causesMs: now - globalThis.askedMs });
      }));
    }).observe(document, { subtree: true, childList: true });
    const pressedMs = performance.now();
    button.click();
  })`);
  return opening.parse(found);
}

/** Every job, by wheel and by keys, while more rows come. */
export async function traceJobScrolling(page: Page): Promise<Tasks> {
  await page.getByText('All', { exact: true }).click();
  await page.locator('.job-row').first().waitFor();
  return traceTasks(page, 'jobs-scrolling', async () => {
    await page.locator('.job-row').nth(3).hover();
    for (let turn = 0; turn < WHEEL_TURNS; turn += 1) {
      await page.mouse.wheel(0, 900);
      await page.waitForTimeout(8);
    }
    await page.locator('.job-row').last().click();
    for (let press = 0; press < PAGES; press += 1) await page.keyboard.press('PageUp', { delay: 10 });
    await page.keyboard.press('Home');
    await page.waitForTimeout(200);
  });
}

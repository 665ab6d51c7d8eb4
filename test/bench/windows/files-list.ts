import type { Page } from '@playwright/test';
import { z } from 'zod';
import { traceTasks, type Tasks } from './trace-tasks.ts';

const WHEEL_TURNS = 120;
const JUMPS = 40;
const PAGES = 20;
const bar = `document.querySelector('.line-bar')`;
const jumps = z.object({ frames: z.array(z.number()), ms: z.array(z.number()), heapBytes: z.number() });
export type Jumps = z.infer<typeof jumps>;

export async function openFiles(page: Page): Promise<void> {
  await page.getByRole('navigation', { name: 'Places' }).getByRole('button', { name: 'Files' }).click();
  await page.locator('.files-line[data-state]').first().waitFor();
}

/** By wheel, by jumps over the whole length of the list, and by keys. */
export async function traceFileScrolling(page: Page): Promise<Tasks> {
  await page.evaluate(`${bar}.scrollTop = 0`);
  return traceTasks(page, 'files-scrolling', async () => {
    await page.locator('.files-line').nth(5).hover();
    for (let turn = 0; turn < WHEEL_TURNS; turn += 1) {
      await page.mouse.wheel(0, 900);
      await page.waitForTimeout(8);
    }
    for (let jump = 0; jump <= JUMPS; jump += 1) {
      await page.evaluate(`${bar}.scrollTop = ${bar}.scrollHeight * ${String(jump / JUMPS)}`);
      await page.waitForTimeout(30);
    }
    await page.locator('.files-line[data-state]').last().click();
    for (let press = 0; press < PAGES; press += 1) await page.keyboard.press('PageUp', { delay: 10 });
    await page.keyboard.press('Home');
    await page.waitForTimeout(200);
  });
}

export async function traceFileSearch(page: Page): Promise<Tasks> {
  const tasks = await traceTasks(page, 'files-searching', async () => {
    await page.keyboard.press('Control+f');
    await page.keyboard.type('invoice type:pdf larger:100k', { delay: 50 });
    await page.waitForTimeout(400);
  });
  await page.getByRole('combobox', { name: 'Find files' }).fill('');
  await page.waitForTimeout(400);
  return tasks;
}

/** Jumps to sixty places, and counts the frames until every line that is seen has its row. */
export async function jumpAround(page: Page): Promise<Jumps> {
  const found: unknown = await page.evaluate(`(async () => {
    const bar = ${bar};
    const { top, bottom } = bar.getBoundingClientRect();
    const isSeen = (line) => line.getBoundingClientRect().bottom > top && line.getBoundingClientRect().top < bottom;
    const found = { frames: [], ms: [], heapBytes: performance.memory.usedJSHeapSize };
    for (let jump = 1; jump <= 60; jump += 1) {
      const startMs = performance.now();
      bar.scrollTop = (bar.scrollHeight * ((jump * 37) % 60)) / 60 + jump;
      for (let frames = 1; ; frames += 1) {
        await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
        const seen = [...document.querySelectorAll('.files-line')].filter(isSeen);
        if (frames < 300 && !(seen.length > 10 && seen.every((line) => line.dataset.state))) continue;
        found.frames.push(frames);
        found.ms.push(performance.now() - startMs);
        break;
      }
    }
    return found;
  })()`);
  return jumps.parse(found);
}

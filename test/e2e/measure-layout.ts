import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { untilShown } from './until-shown.ts';

const probe = readFileSync(join(import.meta.dirname, 'layout-probe.js'), 'utf8');
const mostStops = 80;

interface FocusStop {
  /** The same for as long as the same thing has the focus. */
  readonly key: string;
  readonly hidden: readonly string[];
}

/** What is wrong with the page as it stands, in sentences: too wide, cut off, overlapping, or too small to hit. */
export async function measureLayout(page: Page): Promise<readonly string[]> {
  await untilShown(page);
  await page.evaluate(probe);
  await page.evaluate('layoutProbe.stillness()');
  return page.evaluate<string[]>('layoutProbe.all()');
}

/** Goes around the page with Tab and back to where it was; says where the focus was out of sight or under something. */
export async function measureFocus(page: Page): Promise<readonly string[]> {
  await page.evaluate(probe);
  const faults: string[] = [];
  const visited = new Set<string>();
  for (let stop = 0; stop < mostStops; stop += 1) {
    await page.keyboard.press('Tab');
    const { key, hidden } = await page.evaluate<FocusStop>('layoutProbe.focusStop()');
    if (visited.has(key)) break;
    visited.add(key);
    faults.push(...hidden);
  }
  await page.evaluate('layoutProbe.giveFocusBack()');
  return faults;
}

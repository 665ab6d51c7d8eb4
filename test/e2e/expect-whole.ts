import { expect, type Page } from '@playwright/test';
import { expectNoBarrierInAnyLook } from './expect-no-barrier.ts';
import { measureFocus, measureLayout } from './measure-layout.ts';
import { setSize, type Size } from './set-size.ts';

const standard: Size = { width: 1280, height: 800, zoom: 1 };
const smallest: Size = { width: 900, height: 600, zoom: 1 };
/** The smallest window at 200 %. */
const enlarged: Size = { width: 450, height: 300, zoom: 2 };

/** No barrier in any look, and in no size an overlap, a cut or a focus out of sight. */
export async function expectWhole(page: Page, name: string): Promise<void> {
  await page.mouse.move(0, 0);
  await expectNoBarrierInAnyLook(page, name);
  await expectFits(page, name);
}

/** In no size an overlap, a cut or a focus out of sight, for which small windows have the least room. */
export async function expectFits(page: Page, name: string): Promise<void> {
  await page.mouse.move(0, 0);
  for (const size of [standard, smallest, enlarged]) {
    await setSize(page, size);
    const where = `${name} at ${String(size.width)} × ${String(size.height)}`;
    expect.soft(await measureLayout(page), where).toEqual([]);
    if (size !== standard) expect.soft(await measureFocus(page), `${where}, focus`).toEqual([]);
  }
  await setSize(page, standard);
}

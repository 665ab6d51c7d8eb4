import { expect, type Page } from '@playwright/test';
import { expectFits, expectWhole } from './expect-whole.ts';
import { measureFocus, measureLayout } from './measure-layout.ts';
import { test } from './product.ts';
import { visitFirstUse } from './visit-first-use.ts';
import { visitSending } from './visit-sending.ts';

test.use({ contextOptions: { reducedMotion: 'reduce' } });

/** What the others are made of. A message that is full is judged where links and signatures are. */
const main = ['sign-in', 'write-empty', 'settings', 'palette', 'outbox-moving', 'sandbox-panel', 'outbox-sent'];

test('A3 S8: from sign-in to Sent Items axe finds no barrier, and nothing overlaps, is cut off or hides the focus', async ({
  page,
  product,
}) => {
  const tenant = await visitFirstUse(page, product, judge);
  await visitSending(page, product, tenant, judge);
});

test('A3: the measure finds what is planted: an overlap, a cut, a width, a small target and a hidden focus', async ({
  page,
}) => {
  await page.setContent(`
    <style>* { margin: 0 } button { width: 80px; height: 40px } body { height: 100vh; overflow: hidden }</style>
    <button>One</button><button style="margin-left: -20px">Two</button>
    <p style="width: 40px; overflow: hidden; white-space: nowrap">Many words in a narrow place</p>
    <p style="width: 40px; overflow: hidden; white-space: nowrap; text-overflow: ellipsis">Words with an end</p>
    <div style="width: 2000px; height: 10px"></div>
    <button style="width: 12px; height: 12px; padding: 0" aria-label="Dot"></button>
    <div style="position: fixed; inset: auto 0 0 0; height: 60px; background: white"></div>
    <button style="position: fixed; bottom: 10px; left: 0; z-index: -1">Below</button>`);
  const faults = await measureLayout(page);
  expect(faults.map((fault) => fault.replaceAll(/“.*?”/g, '').replaceAll(/\s+/g, ' '))).toEqual([
    'The page scrolls sideways.',
    'div leaves the window.',
    'p is cut off by p .',
    'button overlaps button .',
    'button is 12 × 12 px.',
  ]);
  expect(await measureFocus(page)).toEqual([expect.stringMatching(/Below.* has the focus under div/)]);
});

async function judge(page: Page, name: string): Promise<void> {
  await (main.includes(name) ? expectWhole(page, name) : expectFits(page, name));
}

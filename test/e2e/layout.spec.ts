import { expect } from '@playwright/test';
import { expectFits } from './expect-whole.ts';
import { measureFocus, measureLayout } from './measure-layout.ts';
import { signIn, startProduct, test, type Product } from './product.ts';
import { visitFirstUse } from './visit-first-use.ts';
import { restartInternalOnly, visitInternalOnly } from './visit-internal-only.ts';
import { visitSending } from './visit-sending.ts';
import { statesSettings, visitStates } from './visit-states.ts';

test.use({ contextOptions: { reducedMotion: 'reduce' } });

test('A3 S8: from sign-in to Sent Items nothing overlaps, is cut off or hides the focus', async ({ page, product }) => {
  test.setTimeout(240_000);
  const tenant = await visitFirstUse(page, product, expectFits);
  await visitSending(page, product, tenant, expectFits);
});

test('A3 S8: in every state of a message nothing overlaps, is cut off or hides the focus', async ({ page }) => {
  test.setTimeout(240_000);
  await withProduct(statesSettings, async (product) => {
    await page.goto(product.launchUrl);
    await visitStates(page, product, await signIn(page, product), expectFits);
  });
});

test('A3 S8 O4: with everything wrong in a message nothing overlaps, is cut off or hides the focus', async ({
  page,
  product,
}) => {
  test.setTimeout(120_000);
  await page.goto(product.launchUrl);
  await restartInternalOnly(page, product, await signIn(page, product));
  await visitInternalOnly(page, product, expectFits);
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

async function withProduct(
  settings: Readonly<Record<string, string>>,
  use: (product: Product) => Promise<void>,
): Promise<void> {
  const product = await startProduct(settings);
  try {
    await use(product);
  } finally {
    await product.kill();
    product.forget();
  }
}

import { expect, test } from '@playwright/test';
import { findBarriers } from './expect-no-barrier.ts';

test('S8: axe finds what is planted, also in a frame', async ({ page }) => {
  const planted = '<p style="color: #999; background: #fff">Faint</p><button></button>';
  const both = [expect.stringMatching(/^button-name:/), expect.stringMatching(/^color-contrast:/)];
  await page.setContent(pageWith(planted));
  expect(await findBarriers(page)).toEqual(both);
  expect(await findBarriers(page, { runOnly: ['color-contrast'] })).toEqual(both.slice(1));
  await page.setContent(pageWith(`<iframe title="Frame" srcdoc='<html lang="en">${planted}</html>'></iframe>`));
  await page.frameLocator('iframe').getByText('Faint').waitFor();
  expect(await findBarriers(page)).toEqual(expect.arrayContaining(both));
});

function pageWith(body: string): string {
  return `<html lang="en"><title>Planted</title><main><h1>Planted</h1>${body}</main></html>`;
}

import { expect, type Page, type Route } from '@playwright/test';
import { goToPlace } from './outbox-page.ts';
import { test } from './shared-product.ts';

test('a screen that crashes takes no other along, tells what can be handed on, and comes back with its draft', async ({
  page,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.route('**/assets/WritePage-*.js', crashing);
  await page.goto('/');
  const note = page.getByRole('region', { name: 'This screen' });
  await expect(note).toContainText('Something we did not foresee. Your draft is saved.');
  await note.getByRole('button', { name: 'Copy details' }).click();
  const details = await clipboard(page);
  expect(details).toMatch(/^Screen: Write\nTime: .*Z\nError: TypeError: planted/);

  await goToPlace(page, 'Outbox');
  await expect(page.getByRole('searchbox', { name: 'Filter outbox' })).toBeVisible();
  await goToPlace(page, 'Settings');
  await expect(page.getByRole('heading', { name: 'Settings' })).toBeVisible();
  await goToPlace(page, 'Write');
  await page.unroute('**/assets/WritePage-*.js');
  // The same code crashes again; the second time the page is loaded anew.
  await note.getByRole('button', { name: 'Try again' }).click();
  await note.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByRole('textbox', { name: 'Message text' })).toBeVisible();
});

/** The same file with a screen that throws when it is drawn, under whatever name the build exports it. */
async function crashing(route: Route): Promise<void> {
  const answer = await route.fetch();
  const name = /export\s*\{\s*[\w$]+ as ([\w$]+)\s*\}/.exec(await answer.text())?.[1] ?? 'WritePage';
  const body = `const crash = () => { throw new TypeError('planted'); };\nexport { crash as ${name} };`;
  await route.fulfill({ contentType: 'text/javascript', headers: { 'cache-control': 'no-store' }, body });
}

async function clipboard(page: Page): Promise<string> {
  return page.evaluate<string>('navigator.clipboard.readText()');
}

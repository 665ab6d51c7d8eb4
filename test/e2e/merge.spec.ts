import { test } from './signed-in-product.ts';
import { visitMerge } from './visit-merge.ts';

test('C19: a table becomes checked rows, drafts to look through and sent mail, by keyboard', async ({ page }) => {
  await visitMerge(page, () => Promise.resolve());
});

import { test } from './product.ts';
import { visitMerge } from './visit-merge.ts';

test('C19: a table becomes checked rows, drafts to look through and sent mail, by keyboard', async ({
  page,
  product,
}) => {
  await visitMerge(page, product, () => Promise.resolve());
});

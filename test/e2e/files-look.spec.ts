import { expectWhole } from './expect-whole.ts';
import { test } from './signed-in-product.ts';
import { visitFiles } from './visit-files.ts';

test.use({ contextOptions: { reducedMotion: 'reduce' } });

test('S8 A3: no screen of Files has a barrier that axe finds, an overlap, a cut or a hidden focus', async ({
  page,
  tenant,
}) => {
  await visitFiles(page, tenant, expectWhole);
});

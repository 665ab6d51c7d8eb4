import { expectWhole } from './expect-whole.ts';
import { test } from './signed-in-product.ts';
import { visitHealth } from './visit-health.ts';

test.use({ contextOptions: { reducedMotion: 'reduce' } });

test('S8 A3 O1 O2 O3: no screen of Health has a barrier that axe finds, an overlap, a cut or a hidden focus', async ({
  page,
  product,
}) => {
  await visitHealth(page, product, expectWhole);
});

import { expectWhole } from './expect-whole.ts';
import { test } from './signed-in-product.ts';
import { visitSettings } from './visit-settings.ts';

test.use({ contextOptions: { reducedMotion: 'reduce' } });

test('S8 A3 O6 O7: no screen of Settings has a barrier that axe finds, an overlap, a cut or a hidden focus', async ({
  page,
}) => {
  await visitSettings(page, expectWhole);
});

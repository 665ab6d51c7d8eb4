import { expectWhole } from './expect-whole.ts';
import { signIn, test } from './product.ts';
import { visitFiles } from './visit-files.ts';

test.use({ contextOptions: { reducedMotion: 'reduce' } });

test('S8 A3: no screen of Files has a barrier that axe finds, an overlap, a cut or a hidden focus', async ({
  page,
  product,
}) => {
  test.setTimeout(300_000);
  await page.goto(product.launchUrl);
  await visitFiles(page, await signIn(page, product), expectWhole);
});

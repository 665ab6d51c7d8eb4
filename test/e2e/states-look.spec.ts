import { expectFits } from './expect-whole.ts';
import { test } from './signed-in-product.ts';
import { restartInternalOnly, visitInternalOnly } from './visit-internal-only.ts';
import { statesSettings, visitStates } from './visit-states.ts';

test.use({ contextOptions: { reducedMotion: 'reduce' } });

test.describe('with long waits', () => {
  test.use({ settings: statesSettings });

  test('A3 S8: in every state of a message nothing overlaps, is cut off or hides the focus', async ({
    page,
    product,
    tenant,
  }) => {
    await visitStates(page, product, tenant, expectFits);
  });
});

test('A3 S8 O4: with everything wrong in a message nothing overlaps, is cut off or hides the focus', async ({
  page,
  product,
  tenant,
}) => {
  await restartInternalOnly(page, product, tenant);
  await visitInternalOnly(page, product, expectFits);
});

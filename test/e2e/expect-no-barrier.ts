import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';
import { untilShown } from './until-shown.ts';

/** React Aria's own: for seconds it names what it announced last by its id, such as the Send button, which is gone by then. */
const announcer = '[data-live-announcer]';

const otherLooks = [
  { name: 'dark', colorScheme: 'dark', forcedColors: 'none' },
  { name: 'forced colours', colorScheme: 'dark', forcedColors: 'active' },
] as const;
/** What another look can change. */
const rulesOfColour = ['color-contrast', 'link-in-text-block'];

type Choice = Parameters<AxeBuilder['options']>[0];

/** The screen as it is, in light, in dark and in forced colours; without fades, because a text that is half there has no contrast yet. */
export async function expectNoBarrierInAnyLook(page: Page, screen: string): Promise<void> {
  for (const { name, ...look } of otherLooks) {
    await page.emulateMedia({ ...look, reducedMotion: 'reduce' });
    expect.soft(await findBarriers(page, { runOnly: rulesOfColour }), `${screen}, ${name}`).toEqual([]);
  }
  await page.emulateMedia({ colorScheme: 'light', forcedColors: 'none', reducedMotion: 'reduce' });
  expect.soft(await findBarriers(page), screen).toEqual([]);
}

/** What axe finds, each with the elements that have it. */
export async function findBarriers(page: Page, chosen: Choice = {}): Promise<readonly string[]> {
  await untilShown(page);
  // Results are put together in a page of their own for the sake of frames; without any that only takes time, as does
  // reading axe itself once more.
  const hasFrames = page.frames().length > 1;
  const hasAxe = !hasFrames && (await page.evaluate<boolean>("'axe' in window"));
  const axe = new AxeBuilder({ page, ...(hasAxe ? { axeSource: 'axe' } : {}) }).setLegacyMode(!hasFrames);
  const { violations } = await axe
    .exclude(announcer)
    .options({ ...chosen, resultTypes: ['violations'] })
    .analyze();
  return violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ target, html }) => `${target.join(' ')} ${html}`).join('\n')}`,
  );
}

import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

/** React Aria's own: for seconds it names what it announced last by its id, such as the Send button, which is gone by then. */
const announcer = '[data-live-announcer]';

const otherLooks = [
  { name: 'dark', colorScheme: 'dark', forcedColors: 'none' },
  { name: 'forced colours', colorScheme: 'dark', forcedColors: 'active' },
] as const;
/** What another look can change. */
const rulesOfColour = ['color-contrast', 'link-in-text-block'];

/** What axe finds on the screen as it is, in light, in dark and in forced colours; without fades, because a text that is half there has no contrast yet. */
export async function expectNoBarrierInAnyLook(page: Page, screen: string): Promise<void> {
  for (const { name, ...look } of otherLooks) {
    await page.emulateMedia({ ...look, reducedMotion: 'reduce' });
    await expectNothingFound(new AxeBuilder({ page }).withRules(rulesOfColour), `${screen}, ${name}`);
  }
  await page.emulateMedia({ colorScheme: 'light', forcedColors: 'none', reducedMotion: 'reduce' });
  await expectNothingFound(new AxeBuilder({ page }), screen);
}

/** Each finding is named by its element. */
async function expectNothingFound(axe: AxeBuilder, screen: string): Promise<void> {
  const { violations } = await axe.exclude(announcer).analyze();
  const found = violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ target, html }) => `${target.join(' ')} ${html}`).join('\n')}`,
  );
  expect.soft(found, screen).toEqual([]);
}

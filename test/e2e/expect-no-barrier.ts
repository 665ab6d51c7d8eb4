import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

/** React Aria's own: for seconds it names what it announced last by its id, such as the Send button, which is gone by then. */
const announcer = '[data-live-announcer]';

/** What axe finds on the screen as it is, named by element. */
export async function expectNoBarrier(page: Page, screen: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).exclude(announcer).analyze();
  const found = violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ target, html }) => `${target.join(' ')} ${html}`).join('\n')}`,
  );
  expect.soft(found, screen).toEqual([]);
}

const looks = [
  { colorScheme: 'light', forcedColors: 'none' },
  { colorScheme: 'dark', forcedColors: 'none' },
  { colorScheme: 'dark', forcedColors: 'active' },
] as const;

/** The same in light, in dark and in forced colours; without fades, because a text that is half there has no contrast yet. */
export async function expectNoBarrierInAnyLook(page: Page, screen: string): Promise<void> {
  for (const look of looks) {
    await page.emulateMedia({ ...look, reducedMotion: 'reduce' });
    await expectNoBarrier(page, `${screen}, ${look.forcedColors === 'active' ? 'forced colours' : look.colorScheme}`);
  }
  await page.emulateMedia({ colorScheme: 'light', forcedColors: 'none', reducedMotion: 'reduce' });
}

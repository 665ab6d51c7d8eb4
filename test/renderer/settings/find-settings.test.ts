import { expect, it } from 'vitest';
import { matchesSought } from '../../../renderer/settings/find-settings.ts';

it('finds a setting by any words of it, in any order and case', () => {
  const texts = ['Sending', 'Internal-only', 'MS_INTERNAL_ONLY', null];
  expect(matchesSought(texts, 'internal send')).toBe(true);
  expect(matchesSought(texts, 'MS_INTERNAL')).toBe(true);
  expect(matchesSought(texts, 'upload')).toBe(false);
});

it('finds everything while nothing is sought', () => {
  expect(matchesSought(['Density'], '')).toBe(true);
  expect(matchesSought(['Density'], '  ')).toBe(true);
});

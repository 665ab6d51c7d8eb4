import { describe, expect, test } from 'vitest';
import { raceBugs } from './race-bugs.ts';
import { raceCancels } from './race-cancels.ts';

// A crowded machine takes its time, and each race ends by itself.
describe('Cancel against Send', { timeout: 120_000 }, () => {
  test.each([
    ['draft', 80],
    ['direct', 20],
  ] as const)(
    'Promise 10, C10 C11: by the %s path delivered or cancelled, and the row says which',
    async (path, races) => {
      const verdict = await raceCancels({ races, seed: 1, path });
      expect(verdict.wrong).toEqual([]);
      expect(verdict.delivered + verdict.cancelled + verdict.undecided).toBeGreaterThanOrEqual(races);
      expect(Math.min(verdict.delivered, verdict.cancelled)).toBeGreaterThan(0);
    },
  );

  test.each(Object.entries(raceBugs))('Promise 10: and would find %s', async (_, bug) => {
    const { wrong } = await raceCancels({ races: 16, seed: 1, path: 'draft', bug });
    expect(wrong.length).toBeGreaterThan(0);
  });
});

import { describe, expect, it } from 'vitest';
import { accountId } from '../../../contract/ids.ts';
import { sqliteBudgetStore } from '../../../main/adapters/sqlite/budget-store.ts';
import { createGovernor } from '../../../main/core/pacing/governor.ts';
import { DEFAULT_PACE_LIMITS } from '../../helpers/pacing-load.ts';
import { openTestDatabase, temporaryFolder } from '../../helpers/open-test-database.ts';
import { seededRandom } from '../../helpers/seeded-random.ts';
import { createVirtualClock } from '../../helpers/virtual-clock.ts';

const NOW_MS = 1_750_000_000_000;
const sender = accountId.parse('sandbox:sender');
const archive = accountId.parse('sandbox:archive');

describe('the budget store on SQLite', () => {
  it('adds up use by mailbox, kind and slice, and gives it back oldest first to the next owner', () => {
    const dataDir = temporaryFolder();
    const store = sqliteBudgetStore(openTestDatabase(dataDir));
    store.add(sender, 'requests', NOW_MS + 6_000, 1, 0);
    store.add(sender, 'requests', NOW_MS, 20, 0);
    store.add(sender, 'requests', NOW_MS, 5, 0);
    store.add(sender, 'uploadBytes', NOW_MS, 5_000_000_000, 0);
    store.add(archive, 'requests', NOW_MS, 7, 0);

    const next = sqliteBudgetStore(openTestDatabase(dataDir));
    expect(next.load(sender, 'requests', 0)).toEqual([
      { startMs: NOW_MS, used: 25 },
      { startMs: NOW_MS + 6_000, used: 1 },
    ]);
    expect(next.load(sender, 'requests', NOW_MS + 1)).toEqual([{ startMs: NOW_MS + 6_000, used: 1 }]);
    expect(next.load(sender, 'uploadBytes', 0)).toEqual([{ startMs: NOW_MS, used: 5_000_000_000 }]);
    expect(next.load(sender, 'messages', 0)).toEqual([]);
  });

  it('drops old slices of the budget that it adds to, and of no other', () => {
    const store = sqliteBudgetStore(openTestDatabase());
    for (const mailbox of [sender, archive]) store.add(mailbox, 'messages', NOW_MS - 600, 1, 0);
    store.add(sender, 'messages', NOW_MS, 1, NOW_MS);
    expect(store.load(sender, 'messages', 0)).toEqual([{ startMs: NOW_MS, used: 1 }]);
    expect(store.load(archive, 'messages', 0)).toEqual([{ startMs: NOW_MS - 600, used: 1 }]);
  });

  it('remembers the newest block of a mailbox', () => {
    const dataDir = temporaryFolder();
    const store = sqliteBudgetStore(openTestDatabase(dataDir));
    expect(store.loadBlockedUntilMs(sender)).toBe(0);
    store.saveBlockedUntilMs(sender, NOW_MS);
    store.saveBlockedUntilMs(sender, NOW_MS + 1);
    expect(sqliteBudgetStore(openTestDatabase(dataDir)).loadBlockedUntilMs(sender)).toBe(NOW_MS + 1);
  });

  it('keeps a mailbox to its limit when the program is started again for every message', async () => {
    const dataDir = temporaryFolder();
    const clock = createVirtualClock(NOW_MS);
    const kinds: string[] = [];
    for (let start = 0; start < 4; start += 1) {
      const budgets = sqliteBudgetStore(openTestDatabase(dataDir));
      const limits = { ...DEFAULT_PACE_LIMITS, messagesPerMin: 3 };
      const governor = createGovernor({ clock, random: seededRandom(1), budgets, limits });
      const cost = { uploadBytes: 1_000, messages: 1 };
      kinds.push((await governor.admit(sender, cost, 'bulk', new AbortController().signal)).kind);
    }
    expect(kinds).toEqual(['go', 'go', 'go', 'paced']);
  });
});

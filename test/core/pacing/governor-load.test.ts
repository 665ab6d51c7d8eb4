import { describe, expect, it } from 'vitest';
import { createGovernor } from '../../../main/core/pacing/governor.ts';
import { memoryBudgetStore } from '../../helpers/memory-budget-store.ts';
import { runLoadedHour } from '../../helpers/pacing-load.ts';
import { createTokenBucketGovernor } from './token-bucket-governor.ts';

describe('an hour of 20 mailboxes that want more than the service allows', () => {
  const mailboxes = { requests: 2, uploadBytes: 9, messages: 9 };

  it('breaks no limit, and uses at least 95 % of each budget', async () => {
    const report = await runLoadedHour(mailboxes, memoryBudgetStore(), createGovernor);
    expect(report.violations).toEqual([]);
    expect(Math.min(...Object.values(report.usedShare))).toBeGreaterThanOrEqual(0.95);
  });

  it('would break limits with a token bucket', async () => {
    const report = await runLoadedHour(mailboxes, memoryBudgetStore(), createTokenBucketGovernor);
    expect(report.violations.length).toBeGreaterThan(0);
  });
});

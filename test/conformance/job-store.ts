import { describe, expect, test } from 'vitest';
import { claimRules } from './job-store/claim-rules.ts';
import { enqueueRules } from './job-store/enqueue-rules.ts';
import { interleavingRules } from './job-store/interleaving-rules.ts';
import { leaseRules } from './job-store/lease-rules.ts';
import type { JobStoreSubject, Rules } from './job-store/rules.ts';
import { steerRules } from './job-store/steer-rules.ts';

export const jobStoreRules: Rules = {
  ...enqueueRules,
  ...claimRules,
  ...leaseRules,
  ...steerRules,
  ...interleavingRules,
};

/** What every implementation of `JobStore` must pass. `create` makes an empty one. */
export function describeJobStore(name: string, create: () => JobStoreSubject): void {
  describe(`${name} as a job store`, () => {
    test.each(Object.entries(jobStoreRules))('%s', (_title, holds) => {
      expect.hasAssertions();
      holds(create());
    });
  });
}

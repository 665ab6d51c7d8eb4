import type { ReplayScope } from '../../../contract/jobs.ts';
import { causeWords } from '../jobs/causes.ts';
import { counted } from '../jobs/describe-job.ts';

/** "214 jobs, cause 'The disk was full'". */
export function describeScope(scope: ReplayScope, jobs: number): string {
  const count = counted(jobs, 'job', 'jobs');
  if (scope.kind === 'jobs') return count;
  const { filter, first } = scope;
  const parts = [
    filter.cause === undefined ? [] : [`cause '${causeWords(filter.kind ?? '', filter.cause)}'`],
    filter.kind === undefined ? [] : [`kind ${filter.kind}`],
    filter.mailbox === undefined ? [] : [`mailbox ${filter.mailbox}`],
    filter.text === undefined ? [] : [`found by '${filter.text}'`],
    filter.after === undefined ? [] : [`failed after ${filter.after}`],
    filter.before === undefined ? [] : [`failed before ${filter.before}`],
    first === undefined ? [] : [`the oldest ${first.toLocaleString('en')}`],
  ];
  return [count, ...parts.flat()].join(', ');
}

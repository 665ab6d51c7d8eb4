import { expect, it } from 'vitest';
import { readScope } from '../../main/cli/job-options.ts';

it('L3: takes of jobs that are named by their ids the oldest, in whatever order they were typed', () => {
  expect(readScope('discard', ['41', '#7', '112'], { first: 2 }, null)).toEqual({ kind: 'jobs', ids: ['7', '41'] });
});

it('L3: takes either ids or --where, and narrows the latter to the chosen account', () => {
  const where = 'cause=disk_full';
  const usage = expect.objectContaining({ code: 'usage_error' });
  expect(() => readScope('replay', [], {}, null)).toThrow(usage);
  expect(() => readScope('replay', ['7'], { where }, null)).toThrow(usage);
  expect(readScope('replay', [], { where, first: 3 }, 'finance@sandbox.example')).toEqual({
    kind: 'filter',
    filter: { cause: 'disk_full', mailbox: 'finance@sandbox.example' },
    first: 3,
  });
});

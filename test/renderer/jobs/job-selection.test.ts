import { describe, expect, it } from 'vitest';
import type { JobId } from '../../../contract/ids.ts';
import { keepListed, noSelection, selectRange, toggleJob } from '../../../renderer/jobs/job-selection.ts';

const ids = ['1', '2', '3', '4', '5'] as JobId[];
const [first, , third] = ids as [JobId, JobId, JobId];

describe('A1: selecting jobs', () => {
  it('takes one more or one less, and begins the next range there', () => {
    const one = toggleJob(noSelection, third, 2);
    expect([...one.ids]).toEqual(['3']);
    expect([...selectRange(one, ids, 0, 4).ids]).toEqual(['3', '4', '5']);
    expect([...toggleJob(one, third, 2).ids]).toEqual([]);
  });

  it('grows and shrinks a range around its anchor, both ways', () => {
    const down = selectRange(noSelection, ids, 1, 3);
    expect([...down.ids]).toEqual(['2', '3', '4']);
    expect([...selectRange(down, ids, 3, 2).ids]).toEqual(['2', '3']);
    expect([...selectRange(down, ids, 2, 0).ids]).toEqual(['1', '2']);
  });

  it('forgets what left the list, and is the same object where nothing did', () => {
    const two = selectRange(noSelection, ids, 0, 1);
    expect(keepListed(two, ids)).toBe(two);
    expect([...keepListed(two, [first]).ids]).toEqual(['1']);
  });
});

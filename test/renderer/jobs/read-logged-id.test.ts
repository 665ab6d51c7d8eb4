import { describe, expect, it } from 'vitest';
import { readLoggedId } from '../../../renderer/jobs/use-found-jobs.ts';

describe('an id pasted into the palette', () => {
  it.each([
    ['41', '41'],
    [' "jobId":"41", ', '41'],
    ['job 41', '41'],
    ['0190f1a2-3b4c-7d5e-8f60-718293a4b5c6', '0190f1a2-3b4c-7d5e-8f60-718293a4b5c6'],
    ['plans of hall 4', null],
    ['', null],
  ])('is found in %s', (pasted, id) => {
    expect(readLoggedId(pasted)).toBe(id);
  });
});

import { describe, expect, it } from 'vitest';
import type { JobId } from '../../../contract/ids.ts';
import type { JobCause } from '../../../contract/jobs.ts';
import { readPlace, writePlace } from '../../../renderer/jobs/open-place.ts';

const cause = { cause: 'graph_4xx_403' as JobCause, kind: 'ingest.fetch' };

describe('what is open beside the list', () => {
  it.each([
    ['nothing', { cause: null, job: null }, null],
    ['a job', { cause: null, job: '41' as JobId }, '41'],
    ['a cause', { cause, job: null }, 'graph_4xx_403@ingest.fetch'],
    ['a job of a cause', { cause, job: '41' as JobId }, 'graph_4xx_403@ingest.fetch/41'],
  ])('is the same after it was kept in the location: %s', (_, place, id) => {
    expect(writePlace(place)).toBe(id);
    expect(readPlace(id)).toEqual(place);
  });

  it.each(['x', '0', '41/42', '@', 'Not a cause@x'])('is nothing for what is no place: %s', (id) => {
    expect(readPlace(id)).toEqual({ cause: null, job: null });
  });
});

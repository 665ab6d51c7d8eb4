import { expect, it } from 'vitest';
import { readWhere } from '../../main/cli/read-where.ts';

it('L3: reads the terms of a filter, all of which have to be true', () => {
  expect(readWhere('cause=graph_4xx_403 kind=ingest.message mailbox=finance@sandbox.example')).toEqual({
    cause: 'graph_4xx_403',
    kind: 'ingest.message',
    mailbox: 'finance@sandbox.example',
  });
  expect(readWhere(' after=2026-11-21  before=2026-11-21T08:00:00+01:00 ')).toEqual({
    after: '2026-11-21T00:00:00.000Z',
    before: '2026-11-21T07:00:00.000Z',
  });
});

it.each([
  '',
  'cause',
  'cause=',
  'cuase=disk_full',
  'cause=disk full',
  'cause=Disk!',
  'cause=a cause=b',
  'after=yesterday',
  'after=2026-13-01',
  'cause=a OR kind=b',
  'cause=a;kind=b',
])('L3: refuses "%s" instead of choosing other jobs', (text) => {
  expect(() => readWhere(text)).toThrow(expect.objectContaining({ code: 'usage_error' }));
});

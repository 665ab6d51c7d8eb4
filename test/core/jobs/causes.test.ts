import { expect, it } from 'vitest';
import { errorCodes } from '../../../contract/errors.ts';
import { causeOf, causeWords, workOf } from '../../../main/core/jobs/causes.ts';

it.each([
  [{ code: 'graph_4xx', httpStatus: 403 }, null, 'graph_4xx_403'],
  [{ code: 'graph_4xx', httpStatus: null }, null, 'graph_4xx'],
  [{ code: 'graph_5xx', httpStatus: 502 }, 'exhausted', 'graph_5xx_502'],
  [{ code: 'provider_unavailable', httpStatus: 503 }, 'exhausted', 'provider_unavailable'],
  [{ code: 'internal_error', httpStatus: null }, 'poison', 'poison'],
  [{ code: 'validation_error', httpStatus: null }, 'payload-unreadable', 'payload_unreadable'],
  [{ code: 'No Such Code!', httpStatus: null }, null, 'internal_error'],
] as const)('J1: of %j, %s, the cause is %s', (error, death, cause) => {
  expect(causeOf(error, death)).toBe(cause);
});

it('J1: says every cause in words of its own', () => {
  expect(causeWords('ingest.message', 'graph_4xx_403')).toBe('Microsoft 365 refused access to the message');
  expect(causeWords('ingest.sync', 'graph_4xx_404')).toBe('Microsoft 365 did not find the folder');
  expect(causeWords('outbox.advance', 'send_unconfirmed')).toBe('Could not be proven whether it was sent');
  expect(causeWords('ingest.message', 'disk_full')).toBe('The disk was full');
  for (const code of errorCodes) expect(causeWords('ingest.message', code)).toMatch(/^[A-Z].{5,}[^.]$/);
  expect(['ingest.message', 'outbox.advance', 'ingest.sync', 'x'].map(workOf)).toEqual([
    'Download',
    'Send',
    'Look',
    'Upkeep',
  ]);
});

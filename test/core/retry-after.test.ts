import { describe, expect, it } from 'vitest';
import { MAX_RETRY_AFTER_MS, parseRetryAfter } from '../../main/core/retry-after.ts';

const NOW_MS = Date.UTC(1994, 10, 6, 8, 49, 0);

describe('parseRetryAfter', () => {
  it.each([
    ['whole seconds', '120', 120_000],
    ['zero', '0', 0],
    ['decimal seconds', '2.128', 2_128],
    ['decimals below a millisecond, rounded up', '0.0001', 1],
    ['spaces around it', ' 3 ', 3_000],
    ['an IMF-fixdate', 'Sun, 06 Nov 1994 08:49:37 GMT', 37_000],
    ['an RFC 850 date', 'Sunday, 06-Nov-94 08:49:37 GMT', 37_000],
    ['an asctime date, in UTC wherever the machine is', 'Sun Nov  6 08:49:37 1994', 37_000],
    ['a date in the past', 'Sun, 06 Nov 1994 08:48:00 GMT', 0],
  ])('SM3: reads %s', (_form, header, delayMs) => {
    expect(parseRetryAfter(header, NOW_MS)).toBe(delayMs);
  });

  it.each(['3601', '9'.repeat(400), 'Mon, 06 Nov 2094 08:49:37 GMT'])(
    'SM3: never waits longer than an hour: %s',
    (header) => {
      expect(parseRetryAfter(header, NOW_MS)).toBe(MAX_RETRY_AFTER_MS);
    },
  );

  it.each([
    null,
    '',
    '-5',
    'NaN',
    'Infinity',
    '1e3',
    '0x10',
    'soon',
    '5 s',
    '06/11/1994',
    'Sun, 99 Nov 1994 08:49:37 GMT',
  ])('SM3: takes %s as no answer', (header) => {
    expect(parseRetryAfter(header, NOW_MS)).toBeNull();
  });
});

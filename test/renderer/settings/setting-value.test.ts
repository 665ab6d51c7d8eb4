import { describe, expect, it } from 'vitest';
import {
  readAmount,
  readValue,
  valueWords,
  writeAmount,
  writeValue,
} from '../../../renderer/settings/setting-value.ts';

describe('values of settings', () => {
  it.each([
    ['true', 'flag', 'On'],
    ['120000', 'milliseconds', '2 min'],
    ['100000', 'milliseconds', '100 s'],
    ['250', 'milliseconds', '250 ms'],
    ['1800', 'seconds', '30 min'],
    ['3932160', 'bytes', '3.75 MiB'],
    ['140000000', 'bytes', '140 MB'],
    ['2147483648', 'bytes', '2 GiB'],
    ['7', 'bytes', '7 bytes'],
    ['8000', 'count', '8,000'],
    ['1', 'days', '1 day'],
    ['', null, 'None'],
    ['not set', 'percent', 'Not set'],
  ] as const)('are written exactly: %s of %s is %s', (value, unit, words) => {
    expect(valueWords(value, unit)).toBe(words);
  });

  it('can be typed as they are shown', () => {
    for (const bytes of [0, 1, 999, 1e3, 327_680, 3_145_728, 3_932_160, 140_000_000, 1e9, 2 ** 31, 1_234_567_891]) {
      expect(readAmount(writeAmount(bytes))).toBe(bytes);
    }
  });

  it.each([
    ['1.5 GB', 1_500_000_000],
    ['150mb', 150_000_000],
    ['2 gib', 2 ** 31],
    ['140,000,000', 140_000_000],
    ['5 000 000 bytes', 5_000_000],
    ['7', 7],
    ['many', null],
    ['5 parsecs', null],
    ['-1', null],
    ['1.2.3', null],
    ['', null],
  ])('are read as people type amounts: %s', (typed, bytes) => {
    expect(readAmount(typed)).toBe(bytes);
  });

  it('are refused at the field, with the range in the same units', () => {
    const form = { kind: 'integer', min: 327_680, max: null, multipleOf: 1 } as const;
    expect(readValue('100 kB', form, 'bytes')).toEqual({
      kind: 'unread',
      problem: 'An amount such as 500 MB, at least 320 KiB.',
    });
    expect(readValue('2 MB', form, 'bytes')).toEqual({ kind: 'read', text: '2000000' });
    const few = { kind: 'integer', min: 1, max: 16, multipleOf: 1 } as const;
    expect(readValue('17', few, 'count')).toEqual({ kind: 'unread', problem: 'A whole number, 1 to 16.' });
    expect(readValue(' 8 ', few, 'count')).toEqual({ kind: 'read', text: '8' });
    expect(readValue(' inside.example ', { kind: 'text' }, null)).toEqual({ kind: 'read', text: 'inside.example' });
    expect(writeValue('2000000', form, 'bytes')).toBe('2 MB');
  });
});

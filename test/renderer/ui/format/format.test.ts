import { describe, expect, it } from 'vitest';
import { countWords, listWords } from '../../../../renderer/ui/format/count-words.ts';
import { formatBytes, formatShare } from '../../../../renderer/ui/format/format-bytes.ts';
import {
  formatCountdown,
  formatDuration,
  formatSecond,
  formatTime,
  formatTimeLeft,
} from '../../../../renderer/ui/format/format-time.ts';
import { truncateMiddle } from '../../../../renderer/ui/format/truncate-middle.ts';

const now = new Date(2026, 10, 20, 14, 0).getTime();
const at = (...parts: [number, number, number, number, number, number?]): string => new Date(...parts).toISOString();

describe('amounts', () => {
  it('count as the limits of the service do, and never round up', () => {
    expect(formatBytes(0)).toBe('0 bytes');
    expect(formatBytes(999)).toBe('999 bytes');
    expect(formatBytes(12_490_000)).toBe('12.4 MB');
    expect(formatBytes(118_900_000)).toBe('118 MB');
    expect(formatShare(117_999_999, 118_000_000)).toBe('117 of 118 MB');
  });

  it('are words with the right plural', () => {
    expect(countWords(1, 'file')).toBe('1 file');
    expect(countWords(12_000, 'file')).toBe('12,000 files');
    expect(countWords(2, 'message needs you', 'messages need you')).toBe('2 messages need you');
    expect(listWords([])).toBe('');
    expect(listWords(['a', 'b'])).toBe('a and b');
    expect(listWords(['a', 'b', 'c'])).toBe('a and 2 more');
  });
});

describe('times', () => {
  it('are a clock today, a weekday near, a date far away', () => {
    expect(formatTime(at(2026, 10, 20, 7, 5), now)).toBe('07:05');
    expect(formatTime(at(2026, 10, 23, 7, 30), now)).toBe('Mon 07:30');
    expect(formatTime(at(2026, 9, 1, 7, 30), now)).toBe('1 Oct 07:30');
    expect(formatTime(at(2025, 9, 1, 7, 30), now)).toBe('1 Oct 2025 07:30');
    expect(formatSecond(at(2026, 10, 20, 7, 5, 9), now)).toBe('07:05:09');
  });

  it('left are coarse and rounded up', () => {
    expect(formatTimeLeft(1)).toBe('about 10 s');
    expect(formatTimeLeft(61_000)).toBe('about 2 min');
    expect(formatTimeLeft(3_600_000)).toBe('about 1 h');
    expect(formatTimeLeft(5_000_000)).toBe('about 1 h 24 min');
  });

  it('of a hold count down to nothing', () => {
    expect(formatCountdown(24_000)).toBe('0:24');
    expect(formatCountdown(3_905_000)).toBe('1:05:05');
    expect(formatCountdown(-5)).toBe('0:00');
  });

  it('that passed are an age', () => {
    expect(formatDuration(4_000)).toBe('4 s');
    expect(formatDuration(720_000)).toBe('12 min');
    expect(formatDuration(172_800_000)).toBe('2 days');
  });
});

describe('a long file name', () => {
  it('loses its middle and keeps its extension', () => {
    expect(truncateMiddle('annex-A-drawings-revision-final.zip', 24)).toBe('annex-A-drawi…-final.zip');
    expect(truncateMiddle('short.zip', 24)).toBe('short.zip');
  });
});

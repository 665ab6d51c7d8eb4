import { describe, expect, it } from 'vitest';
import { describeAmount, describeProgress } from '../../../main/cli/progress/describe-progress.ts';
import { formatBytes, formatShare, formatTimeLeft } from '../../../main/cli/progress/format-amount.ts';
import { createRateMeter } from '../../../main/cli/progress/measure-rate.ts';
import { createPlainProgress } from '../../../main/cli/progress/plain-progress.ts';
import { printable } from '../../../main/cli/printable.ts';
import { sampleRow } from '../sample-row.ts';

const nowMs = Date.parse('2026-11-21T10:00:00.000Z');

describe('format amounts', () => {
  it.each([
    [0, '0 bytes'],
    [999, '999 bytes'],
    [1500, '1.5 kB'],
    [3_932_160, '3.9 MB'],
    [118_999_999, '118 MB'],
    [2_000_000_000, '2 GB'],
  ])('writes %i bytes as %s', (bytes, words) => {
    expect(formatBytes(bytes)).toBe(words);
  });

  it('never rounds up to the whole', () => {
    expect(formatShare(117_999_999, 118_000_000)).toBe('117 of 118 MB');
    expect(formatShare(1_234_567, 2_500_000)).toBe('1.2 of 2.5 MB');
  });

  it.each([
    [1, 'about 10 s'],
    [41_000, 'about 50 s'],
    [50_001, 'about 1 min'],
    [61_000, 'about 2 min'],
    [3_600_000, 'about 1 h'],
    [3_660_001, 'about 1 h 2 min'],
  ])('rounds %i ms up to %s', (ms, words) => {
    expect(formatTimeLeft(ms)).toBe(words);
  });
});

describe('the rate', () => {
  it('is the average of the last 20 s', () => {
    const rate = createRateMeter();
    rate.add(0, 0);
    expect(rate.bytesPerSecond()).toBeNull();
    rate.add(10_000, 50_000);
    expect(rate.bytesPerSecond()).toBe(5000);
    rate.add(30_000, 250_000);
    expect(rate.bytesPerSecond()).toBe(10_000);
  });

  it('counts neither what was there before nor a session that starts again lower', () => {
    const rate = createRateMeter();
    rate.add(0, 1_000_000);
    rate.add(1000, 1_001_000);
    expect(rate.bytesPerSecond()).toBe(1000);
    rate.add(2000, 0);
    expect(rate.bytesPerSecond()).toBeNull();
  });
});

describe('the words of progress', () => {
  it('gives amount, rate and time left while bytes move', () => {
    const row = sampleRow({ confirmedBytes: 62_000_000, totalBytes: 118_000_000 });
    expect(describeAmount(row, 4_100_000)).toBe('62 of 118 MB · 4.1 MB/s · about 20 s');
  });

  it('gives no estimate while the message is paced, and says until when', () => {
    const waitingUntil = '2026-11-21T10:05:00.000Z';
    const row = sampleRow({ state: 'paced', waitingUntil, reason: 'the service asked for less', confirmedBytes: 5e7 });
    const at = new Date(waitingUntil);
    const clock = [at.getHours(), at.getMinutes()].map((part) => String(part).padStart(2, '0')).join(':');
    expect(describeProgress(row, 1e6, nowMs)).toBe(
      `"Plans" · Paced until ${clock}: the service asked for less · 50 of 100 MB`,
    );
  });
});

describe('plain progress', () => {
  it('writes a line at each tenth and at each change of state, and no more', () => {
    const lines: string[] = [];
    let atMs = nowMs;
    const progress = createPlainProgress(
      (line) => lines.push(line),
      () => atMs,
    );
    for (let confirmedBytes = 0; confirmedBytes <= 40_000_000; confirmedBytes += 4_000_000) {
      progress.show(sampleRow({ confirmedBytes }));
      atMs += 1000;
    }
    progress.show(sampleRow({ confirmedBytes: 40_000_000, state: 'paused' }));
    progress.show(sampleRow({ confirmedBytes: 40_000_000, state: 'paused' }));
    progress.stop();
    expect(lines).toEqual([
      '"Plans" · Uploading · 0 of 100 MB',
      '"Plans" · Uploading · 12 of 100 MB · 4 MB/s · about 30 s',
      '"Plans" · Uploading · 20 of 100 MB · 4 MB/s · about 20 s',
      '"Plans" · Uploading · 32 of 100 MB · 4 MB/s · about 20 s',
      '"Plans" · Uploading · 40 of 100 MB · 4 MB/s · about 20 s',
      '"Plans" · Paused · 40 of 100 MB',
    ]);
  });
});

describe('printable', () => {
  it('keeps a subject from steering the terminal', () => {
    expect(printable('a\u001b[2Jb\nc\u202ed · é')).toBe('a [2Jb c d · é');
  });
});

import { describe, expect, it } from 'vitest';
import { replayRow, type ReplayEffect, type ReplayRow } from '../../../contract/jobs.ts';
import { effectWords, paceEstimate, replayButton, roomWords } from '../../../renderer/jobs/effect-words.ts';
import { readCount, readPace, standardForm, standardPace } from '../../../renderer/jobs/pace-form.ts';
import { keptWords, replayProgress, replayState, shownReplays } from '../../../renderer/jobs/replay-words.ts';

const nowMs = Date.parse('2026-03-04T14:00:00.000Z');

const effect: ReplayEffect = {
  inScope: 217,
  willReplay: 214,
  downloads: { jobs: 214, files: 202, bytes: 4_100_000_000, alreadyStored: 12, unlisted: 0 },
  sends: 0,
  other: 0,
  excluded: [],
  excludedCount: 3,
  freeBytes: 61_000_000_000,
};

function replayOf(changes: Partial<ReplayRow> = {}): ReplayRow {
  return replayRow.parse({
    id: '01957a3e-5c00-7000-8000-000000000001',
    scopeWords: '214 jobs',
    state: 'running',
    actor: 'operator',
    reason: 'Disk cleaned',
    pace: standardPace,
    total: 214,
    moved: 87,
    skipped: 0,
    succeeded: 80,
    failed: 2,
    startedAt: '2026-03-04T13:50:00.000Z',
    endedAt: null,
    ...changes,
  });
}

describe('J7: the effect of a replay', () => {
  it('is one sentence of what is downloaded, skipped and sent', () => {
    expect(effectWords(effect)).toBe('Will download 202 files, 4.1 GB; skip 12 already stored; send 0 messages.');
    expect(roomWords(effect)).toEqual({ words: 'The disk has 61 GB free.', isEnough: true });
  });

  it('says which files nobody knows yet, and what is no download', () => {
    const downloads = { jobs: 3, files: 0, bytes: 0, alreadyStored: 0, unlisted: 3 };
    expect(effectWords({ ...effect, willReplay: 6, downloads, sends: 1, other: 2 })).toBe(
      'Will read 3 messages whose files are not known yet; do 2 other jobs; send 1 message.',
    );
    expect(effectWords({ ...effect, willReplay: 0 })).toMatch(/^Nothing would happen/);
  });

  it('warns of a disk that is too small', () => {
    expect(roomWords({ ...effect, freeBytes: 1_000_000 })).toEqual({
      words: 'The disk has 1 MB free: too little for all of it.',
      isEnough: false,
    });
  });

  it('stands on the button, with the cap', () => {
    expect(replayButton(effect, { cap: null })).toBe('Replay 214 downloads');
    expect(replayButton(effect, { cap: 1 })).toBe('Replay 1 download');
    expect(replayButton({ ...effect, sends: 2, willReplay: 216 }, { cap: null })).toBe('Replay 216 jobs');
    expect(replayButton({ ...effect, willReplay: 0 }, { cap: null })).toBe('Replay nothing');
    expect(replayButton(null, { cap: null })).toBe('Replay');
  });
});

describe('J6: the pace of a replay', () => {
  it('is read from what is typed, thousands and all', () => {
    expect(readPace(standardForm).pace).toEqual(standardPace);
    expect(readPace({ ...standardForm, perMinute: '1,200', cap: '10', stops: false }).pace).toEqual({
      perMinute: 1200,
      cap: 10,
      stopRule: null,
    });
    expect(readCount('0')).toBeUndefined();
    expect(readCount('1e3')).toBeUndefined();
  });

  it.each([
    ['perMinute', '6001'],
    ['perMinute', ''],
    ['cap', 'many'],
    ['failures', '-1'],
    ['outOf', '4'],
  ] as const)('is refused at its field: %s %s', (field, typed) => {
    const { pace, problems } = readPace({ ...standardForm, [field]: typed });
    expect(pace).toBeNull();
    expect(problems[field]).not.toBeNull();
  });

  it('says about how long it takes', () => {
    expect(paceEstimate(214, 60)).toBe('About 4 min.');
    expect(paceEstimate(3, 60)).toBe('Under a minute.');
    expect(paceEstimate(60_000, 60)).toBe('About 17 h.');
  });
});

describe('a replay in the list', () => {
  it('says how far it is and what stopping keeps', () => {
    expect(replayProgress(replayOf())).toBe('87 of 214 moved, 80 done, 2 failed');
    expect(replayProgress(replayOf({ skipped: 4, succeeded: 0, failed: 0 }))).toBe('87 of 214 moved, 4 skipped');
    expect(keptWords(replayOf())).toBe('keeps the 87 already moved');
    expect(replayState(replayOf({ state: 'stoppedByRule' }), nowMs).tone).toBe('brick');
  });

  it('goes an hour after it finished, a day after it stopped, and never while it runs', () => {
    const finished = replayOf({ state: 'finished', endedAt: '2026-03-04T12:59:00.000Z' });
    const stopped = replayOf({ state: 'stopped', endedAt: '2026-03-04T12:59:00.000Z' });
    const old = replayOf({ state: 'stopped', endedAt: '2026-03-03T13:59:00.000Z' });
    expect(shownReplays([replayOf(), finished, stopped, old], nowMs)).toEqual([replayOf(), stopped]);
  });
});

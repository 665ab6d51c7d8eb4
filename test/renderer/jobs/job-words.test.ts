import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { causeRow, type JobTotals, shownJobStates } from '../../../contract/jobs.ts';
import { checkpointStages } from '../../../renderer/jobs/checkpoint-stages.ts';
import { isFirstUse, jobsVerdict } from '../../../renderer/jobs/empty-words.ts';
import {
  causeSpan,
  causeVerdict,
  jobReason,
  jobTime,
  jobTone,
  stateMeanings,
  stateWord,
} from '../../../renderer/jobs/job-words.ts';
import { sparkPoints, sparkWords } from '../../../renderer/jobs/spark-points.ts';
import { jobRowOf } from './job-row-of.ts';

const nowMs = Date.parse('2026-03-04T14:00:00.000Z');
const glossary = readFileSync(join(import.meta.dirname, '..', '..', '..', 'docs', 'glossary.md'), 'utf8');

const disk = causeRow.parse({
  cause: 'disk_full',
  kind: 'ingest.fetch',
  words: 'The disk is full',
  work: 'Download',
  count: 214,
  firstSeenAt: '2026-03-04T13:12:00.000Z',
  lastSeenAt: '2026-03-04T13:58:00.000Z',
  spark: Array.from({ length: 24 }, (_, hour) => (hour === 22 ? 88 : 0)),
  sample: jobRowOf(),
});

describe('J5: the word for a state', () => {
  it.each(shownJobStates)('is that of the glossary: %s', (state) => {
    if (state === 'running') return;
    expect(glossary).toContain(`| ${stateMeanings[state].word}`);
  });

  it('says what became of a dead letter, and has a colour only where somebody is needed', () => {
    expect(stateWord(jobRowOf())).toBe('Dead');
    expect(jobTone(jobRowOf())).toBe('brick');
    expect(stateWord(jobRowOf({ fate: 'discarded' }))).toBe('Discarded');
    expect(jobTone(jobRowOf({ fate: 'replayed' }))).toBe('ink');
    expect(jobTone(jobRowOf({ state: 'waiting', fate: null }))).toBe('amber');
    expect(jobTone(jobRowOf({ state: 'waiting', fate: null, cause: null }))).toBe('ink');
  });
});

describe('a row of the list', () => {
  it('says what it is about, and why it failed, what it waits for or when it is due', () => {
    const never = {
      state: 'waiting',
      fate: null,
      cause: null,
      causeWords: null,
      diedAt: null,
      lastErrorAt: null,
    } as const;
    expect(jobReason(jobRowOf(), nowMs)).toBe('Plans · The disk is full');
    expect(jobReason(jobRowOf({ ...never, waitsFor: 'Waits for a sign-in' }), nowMs)).toBe(
      'Plans · Waits for a sign-in',
    );
    expect(jobReason(jobRowOf(never), nowMs)).toMatch(/^Plans · Due \d\d:\d\d$/);
    expect(jobReason(jobRowOf({ ...never, state: 'done' }), nowMs)).toBe('Plans');
    expect(jobTime(jobRowOf(never))).toBe('2026-03-04T12:00:00.000Z');
  });
});

describe('J1: a cause', () => {
  it('says what kind of work, from when to when, and what is safe', () => {
    expect(causeSpan(disk, nowMs)).toMatch(/^Download, \d\d:12 to \d\d:58$/);
    expect(causeSpan({ ...disk, lastSeenAt: disk.firstSeenAt }, nowMs)).toMatch(/^Download, \d\d:12$/);
    expect(causeVerdict(disk)).toBe('214 jobs were given up. The mail is untouched in its mailbox; nothing is lost.');
    expect(causeVerdict({ ...disk, work: 'Send', count: 1 })).toBe(
      '1 job was given up. What is not proven unsent is never sent again.',
    );
  });

  it('draws its day as a line and tells the same in words', () => {
    expect(sparkPoints([0, 2, 1], 88, 18)).toBe('0,16.5 44,1.5 88,9');
    expect(sparkPoints([0, 0], 88, 18)).toBe('0,16.5 88,16.5');
    expect(sparkWords(disk.spark)).toBe('88 deaths in the last 24 h, at most 88 in an hour, 1 hour ago');
    expect(sparkWords([])).toBe('None in the last 24 h');
  });
});

describe('nothing to do', () => {
  const byState = { waiting: 0, ready: 0, running: 0, done: 3, dead: 0, parked: 0, cancelled: 0 };
  const totals: JobTotals = { byState, open: 0, lastFailureAt: null, role: 'discard', days: [] };

  it('is said with when something failed last', () => {
    expect(jobsVerdict(totals, nowMs)).toBe('Nothing has failed yet.');
    expect(jobsVerdict({ ...totals, lastFailureAt: '2026-03-03T13:59:00.000Z' }, nowMs)).toBe('No failures in 24 h.');
    expect(jobsVerdict({ ...totals, lastFailureAt: '2026-03-04T13:59:00.000Z' }, nowMs)).toMatch(
      /^Nothing needs you\. The last failure was \d\d:59\.$/,
    );
    expect(jobsVerdict({ ...totals, open: 1 }, nowMs)).toBe('1 dead letter needs you.');
  });

  it('is the first use only before any job was', () => {
    expect(isFirstUse(totals)).toBe(false);
    expect(isFirstUse({ ...totals, byState: { ...byState, done: 0 } })).toBe(true);
  });
});

describe('checkpoints', () => {
  const done = { name: 'Noticed', state: 'done', detail: null } as const;
  const open = { name: 'Downloading', state: 'open', detail: '2 of 3' } as const;
  const later = { name: 'Stored', state: 'open', detail: null } as const;

  it('stand at what failed, else at the first that is open', () => {
    expect(checkpointStages([done, open, later]).map(({ progress }) => progress)).toEqual(['done', 'now', 'ahead']);
    expect(checkpointStages([done, open, { ...later, state: 'failed' }]).map(({ progress }) => progress)).toEqual([
      'done',
      'ahead',
      'now',
    ]);
  });
});

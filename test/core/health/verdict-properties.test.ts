import { array, assert, boolean, constant, constantFrom, integer, nat, option, property, record } from 'fast-check';
import { expect, test } from 'vitest';
import { situations } from '../../../contract/health.ts';
import { decideVerdict } from '../../../main/core/health/decide-verdict.ts';
import { minutes, noHistory, nowMs, wellFacts } from './sample-facts.ts';

const count = nat({ max: 3 });
const moment = option(integer({ min: -60, max: 60 }).map((at) => nowMs + minutes(at)));
const anyFacts = record({
  accounts: array(
    record({
      address: constantFrom('a@sandbox.example', 'b@sandbox.example'),
      signInNeeded: boolean(),
      waiting: count,
    }),
    { maxLength: 3 },
  ),
  worker: record({ isRunning: boolean(), lastSeenMs: moment, triesAgainMs: moment }),
  provider: record({
    state: constantFrom('on' as const, 'paused' as const, 'off' as const),
    by: constantFrom('administrator' as const, 'person' as const, 'nobody' as const),
  }),
  flagsAgeMs: option(nat({ max: minutes(20) })),
  network: constantFrom('online' as const, 'offline' as const, 'unknown' as const),
  throttledUntilMs: moment,
  shortage: option(
    record({
      because: constantFrom('diskFull' as const, 'quota' as const),
      freeBytes: nat(),
      neededBytes: nat(),
    }),
  ),
  ingest: record({
    followsAny: boolean(),
    waitingFiles: count,
    waitingMessages: count,
    oldestMs: option(integer({ min: 0, max: 60 }).map((age) => nowMs - minutes(age))),
  }),
  needsYou: count,
  unconfirmed: count,
  openDeadJobs: count,
});
const anySilences = array(
  record({
    alert: constantFrom(...situations),
    untilMs: constantFrom(nowMs - 1, nowMs, nowMs + 1),
    reason: constant('known'),
    actor: constant('operator'),
  }),
);
const anyFirst = option(constant(nowMs + minutes(1)));

test('O1: nothing is healthy while a critical alert stands that nobody silenced', () => {
  assert(
    property(anyFacts, anySilences, anyFirst, (change, silences, firstNumbersAtMs) => {
      const report = decideVerdict({ ...wellFacts, ...change }, { ...noHistory, silences, firstNumbersAtMs });
      const isLoud = report.alerts.map(({ silence }) => silence === null);
      const isBroken = report.alerts.some(({ severity, silence }) => silence === null && severity === 'critical');
      expect(report.level === 'broken').toBe(isBroken);
      expect(report.level === 'healthy' || report.level === 'collecting').toBe(!isLoud.includes(true));
      expect(report.alerts.length > 0 && report.verdict.includes('Sending and ingest are healthy')).toBe(false);
      expect(isLoud).toEqual(isLoud.toSorted((a, b) => Number(b) - Number(a)));
      expect(report.verdict).toMatch(/^[A-Za-z0-9].*\.$/);
      expect(report.verdict).not.toMatch(/undefined|null|NaN| {2}|\b1 (messages|files|jobs|minutes|hours)\b/);
    }),
    { numRuns: 2000 },
  );
});

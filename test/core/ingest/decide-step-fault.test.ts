import { describe, expect, it } from 'vitest';
import { decideStepFault, type FaultMoment } from '../../../main/core/ingest/decide-step-fault.ts';
import { decideSyncFault } from '../../../main/core/ingest/decide-sync-fault.ts';
import type { ServiceFault } from '../../../main/core/ports/reply.ts';
import { lost, neverSent, paced, refused, signInNeeded, transientVerdict } from '../../helpers/sample-faults.ts';

const moment: FaultMoment = { nowMs: 1_000_000, noticedAtMs: 1_000_000, looks: 0, random: 0.5, retryBaseMs: 2_000 };
const late: FaultMoment = { ...moment, noticedAtMs: moment.nowMs - 600_000 };

type Kind = ReturnType<typeof decideStepFault>['kind'];

const table: readonly (readonly [string, ServiceFault, Kind, Kind])[] = [
  ['our own pace', paced, 'wait', 'wait'],
  ['no sign-in', signInNeeded, 'wait', 'wait'],
  ['no network', neverSent, 'wait', 'wait'],
  ['a lost answer', lost, 'retry', 'retry'],
  ['401', refused(401), 'wait', 'wait'],
  ['429', refused(429), 'wait', 'wait'],
  ['500', refused(500), 'retry', 'retry'],
  ['503', refused(503), 'retry', 'retry'],
  ['404', refused(404), 'notYet', 'gone'],
  ['410', refused(410), 'notYet', 'gone'],
  ['409', refused(409), 'retry', 'retry'],
  ['423', refused(423), 'retry', 'retry'],
  ['400', refused(400), 'refused', 'refused'],
  ['403', refused(403), 'refused', 'refused'],
  ['403 that passes', refused(403, { message: transientVerdict }), 'retry', 'retry'],
  ['405', refused(405), 'refused', 'refused'],
  ['413', refused(413), 'refused', 'refused'],
];

/** On a clock that is a hundred times as fast. */
function waitAt(ageMs: number): number {
  const verdict = decideStepFault(refused(404), { ...moment, noticedAtMs: moment.nowMs - ageMs, retryBaseMs: 20 });
  return verdict.kind === 'notYet' ? verdict.untilMs - moment.nowMs : 0;
}

describe('a fault of one step', () => {
  it.each(table)('GW4: %s', (_name, fault, fresh, old) => {
    expect(decideStepFault(fault, moment).kind).toBe(fresh);
    expect(decideStepFault(fault, late).kind).toBe(old);
  });

  it('obeys the moment that the service names', () => {
    expect(decideStepFault(refused(429, { retryAfterMs: 5 }), moment)).toMatchObject({ untilMs: moment.nowMs + 5 });
    expect(decideStepFault(refused(503, { retryAfterMs: 6 }), moment)).toMatchObject({
      notBeforeMs: moment.nowMs + 6,
    });
  });

  it('looks for the network at most a minute apart', () => {
    const verdict = decideStepFault(neverSent, { ...moment, looks: 50 });
    expect(verdict).toMatchObject({ because: 'offline', untilMs: moment.nowMs + 60_000 });
  });

  it('waits for what does not show yet by a clock as short as the settings make it, and ever longer', () => {
    expect([0, 20, 200, 1_000, 10_000, 500_000].map(waitAt)).toEqual([10, 50, 300, 1_200, 5_000, 120_000]);
  });
});

describe('a fault of looking into a folder', () => {
  it.each([
    ['410', refused(410), true, 'restart'],
    ['a code of a lost place', refused(400, { code: 'SYNCSTATENOTFOUND' }), false, 'restart'],
    ['a code with a suffix', refused(409, { code: 'resyncRequiredApplyDifferences' }), false, 'restart'],
    ['a refused link', refused(400), true, 'restart'],
    ['a refused beginning', refused(400), false, 'refused'],
    ['a folder that is not there', refused(404), false, 'refused'],
    ['a closed mailbox', refused(403), true, 'wait'],
    ['no sign-in', signInNeeded, true, 'wait'],
    ['a lost answer', lost, true, 'retry'],
    ['500', refused(500), true, 'retry'],
    ['a method that is not offered', refused(405), true, 'refused'],
  ] as const)('GW5: %s', (_name, fault, hadLink, kind) => {
    expect(decideSyncFault(fault, hadLink, moment).kind).toBe(kind);
  });
});

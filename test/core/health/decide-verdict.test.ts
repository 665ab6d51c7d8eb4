import { describe, expect, it, test } from 'vitest';
import { type Situation, situations } from '../../../contract/health.ts';
import { decideVerdict } from '../../../main/core/health/decide-verdict.ts';
import type { HealthFacts } from '../../../main/core/health/health-facts.ts';
import { minutes, noHistory, nowMs, wellFacts } from './sample-facts.ts';

const account = { address: 'sender@sandbox.example', signInNeeded: false, waiting: 0 };
const asked = { ...account, signInNeeded: true, waiting: 3 };
const full = { because: 'diskFull', freeBytes: 200_000_000, neededBytes: 1_000_000_000 } as const;
const behind = { followsAny: true, waitingFiles: 3, waitingMessages: 2, oldestMs: nowMs - minutes(11) };

/** What makes each situation stand, alone, and the sentence that somebody reads then. */
const cases: Readonly<Record<Situation, readonly [change: Partial<HealthFacts>, sentence: string][]>> = {
  workerGone: [
    [
      { worker: { isRunning: false, lastSeenMs: nowMs - minutes(2), triesAgainMs: null } },
      'Nothing is being sent or collected: the worker stopped at 13:58.',
    ],
    [
      { worker: { isRunning: false, lastSeenMs: null, triesAgainMs: null } },
      'Nothing is being sent or collected: no worker is running.',
    ],
    [
      { worker: { isRunning: false, lastSeenMs: nowMs - 24 * minutes(60), triesAgainMs: null } },
      'Nothing is being sent or collected: the worker stopped at 18 Nov 14:00.',
    ],
    [
      { worker: { isRunning: false, lastSeenMs: nowMs - 5_000, triesAgainMs: nowMs + 10_000 } },
      'Nothing is being sent or collected: the worker stopped at 13:59; it tries again at 14:01.',
    ],
  ],
  diskFull: [
    [
      { shortage: full, ingest: { ...behind, oldestMs: nowMs - minutes(1) } },
      'Sending is healthy. Ingest is paused because the disk is full; 3 files wait.',
    ],
    [
      { shortage: full, ingest: { ...behind, waitingFiles: 1 } },
      'Sending is healthy. Ingest is behind by 11 minutes because the disk is full; 1 file waits.',
    ],
    [
      { shortage: { because: 'quota', freeBytes: 0, neededBytes: 5 } },
      'Sending is healthy. Ingest is paused because the space for collected files is used up.',
    ],
    [
      { shortage: full, ingest: { ...wellFacts.ingest, followsAny: false } },
      'Sending is healthy. The disk is full: 0.2 GB is free; files to send may find no room.',
    ],
  ],
  signInNeeded: [
    [{ accounts: [asked] }, 'sender@sandbox.example must sign in again; its 3 messages wait.'],
    [
      { accounts: [{ ...asked, waiting: 1 }, account] },
      'sender@sandbox.example must sign in again; its 1 message waits. The other mailbox is healthy.',
    ],
    [
      { accounts: [{ ...asked, waiting: 0 }, account, account] },
      'sender@sandbox.example must sign in again; until then it sends and collects nothing. The other 2 mailboxes are healthy.',
    ],
    [{ accounts: [asked, asked] }, '2 mailboxes must sign in again; their 6 messages wait.'],
  ],
  providerPaused: [
    [
      { provider: { state: 'paused', by: 'administrator' }, accounts: [{ ...account, waiting: 2 }] },
      'Sending is paused by your administrator since 14:00; 2 messages wait. Ingest is healthy.',
    ],
    [
      { provider: { state: 'off', by: 'administrator' } },
      'Sending is switched off by your administrator since 14:00; new messages will wait. Ingest is healthy.',
    ],
    [
      { provider: { state: 'paused', by: 'person' } },
      'Sending is paused on this computer since 14:00; new messages will wait. Ingest is healthy.',
    ],
    [
      { provider: { state: 'off', by: 'nobody' }, ingest: { ...wellFacts.ingest, followsAny: false } },
      'Sending is switched off since 14:00; new messages will wait.',
    ],
  ],
  offline: [
    [{ network: 'offline' }, 'Microsoft 365 cannot be reached since 14:00; everything waits and continues by itself.'],
  ],
  needsYou: [
    [{ needsYou: 1 }, 'Sending goes on, but 1 message needs you. Ingest is healthy.'],
    [{ needsYou: 2 }, 'Sending goes on, but 2 messages need you. Ingest is healthy.'],
  ],
  unconfirmed: [
    [
      { unconfirmed: 1 },
      "It is not known yet whether 1 message left; we look in Sent Items, please don't send it again. Ingest is healthy.",
    ],
  ],
  throttled: [
    [
      { throttledUntilMs: nowMs + minutes(31) + 10_000 },
      'Microsoft 365 asked us to slow down; sending continues at 14:32 by itself.',
    ],
  ],
  ingestBehind: [
    [{ ingest: behind }, 'Sending is healthy. Ingest is behind by 11 minutes; 2 messages wait to be collected.'],
    [
      { ingest: { ...behind, waitingMessages: 1, oldestMs: nowMs - minutes(60 * 3) } },
      'Sending is healthy. Ingest is behind by 3 hours; 1 message waits to be collected.',
    ],
  ],
  deadLetters: [
    [
      { openDeadJobs: 1 },
      'Sending is healthy. Ingest goes on, but 1 job gave up and waits for somebody to replay or discard it.',
    ],
    [
      { openDeadJobs: 214 },
      'Sending is healthy. Ingest goes on, but 214 jobs gave up and wait for somebody to replay or discard them.',
    ],
  ],
  errorsHigh: [
    [
      { requests: { failed: 12, total: 100 } },
      '12 % of the requests to Microsoft 365 fail; what fails is tried again by itself.',
    ],
  ],
  confirmationSlow: [
    [
      { confirmation: { p95Ms: minutes(3), messages: 5 } },
      'Sent messages take 3 minutes to show up in Sent Items; they are not lost. Ingest is healthy.',
    ],
  ],
  flagsStale: [
    [
      { flagsAgeMs: minutes(12) },
      'Sending goes on by the switches of 12 minutes ago, because their source does not answer. Ingest is healthy.',
    ],
  ],
};

describe.each(situations)('the verdict on %s', (situation) => {
  it.each(cases[situation])('O1: says it in a sentence (%#)', (change, sentence) => {
    const { verdict, level, alerts } = decideVerdict({ ...wellFacts, ...change }, noHistory);
    expect(verdict).toBe(sentence);
    expect(level).toBe(alerts[0]?.severity === 'critical' ? 'broken' : 'attention');
    expect(alerts[0]).toMatchObject({ id: situation, silence: null });
    expect(alerts[0]?.title).toMatch(/^\S.*[^.]$/);
    expect(alerts[0]?.affected).not.toBe('');
    expect(alerts[0]?.next).toMatch(/\.$/);
  });
});

describe('a calm verdict', () => {
  it.each([
    [{}, 'Sending and ingest are healthy.'],
    [{ ingest: { ...wellFacts.ingest, followsAny: false } }, 'Sending is healthy.'],
    [{ accounts: [] }, 'Nothing is wrong; no mailbox is connected yet.'],
    [{ throttledUntilMs: nowMs + 1_000 }, 'Sending and ingest are healthy.'],
    [{ throttledUntilMs: nowMs - 1 }, 'Sending and ingest are healthy.'],
    [{ requests: { failed: 5, total: 10 } }, 'Sending and ingest are healthy.'],
    [{ confirmation: { p95Ms: minutes(3), messages: 1 } }, 'Sending and ingest are healthy.'],
    [{ confirmation: null }, 'Sending and ingest are healthy.'],
    [{ flagsAgeMs: 20_000 }, 'Sending and ingest are healthy.'],
    [{ ingest: { ...behind, oldestMs: nowMs - minutes(9) } }, 'Sending and ingest are healthy.'],
  ] satisfies [Partial<HealthFacts>, string][])('says no more than that (%#)', (change, sentence) => {
    const { verdict, level, alerts } = decideVerdict({ ...wellFacts, ...change }, noHistory);
    expect({ verdict, level, alerts }).toEqual({ verdict: sentence, level: 'healthy', alerts: [] });
  });

  it('says when the first numbers come', () => {
    const history = { ...noHistory, firstNumbersAtMs: nowMs + minutes(9) + 1 };
    expect(decideVerdict(wellFacts, history)).toMatchObject({
      verdict: 'Collecting, first numbers at 14:10. Nothing is wrong.',
      level: 'collecting',
    });
  });
});

describe('the cause of being behind', () => {
  it.each([
    [{ network: 'offline' }, 'because Microsoft 365 cannot be reached'],
    [{ accounts: [asked, account] }, 'because sender@sandbox.example must sign in again'],
    [{ throttledUntilMs: nowMs + minutes(5) }, 'because Microsoft 365 asked us to slow down'],
    [{ worker: { isRunning: false, lastSeenMs: null, triesAgainMs: null } }, 'because no worker is running'],
  ] satisfies [Partial<HealthFacts>, string][])('is named (%#)', (change, cause) => {
    const { verdict, alerts } = decideVerdict({ ...wellFacts, ...change, ingest: behind }, noHistory);
    expect(alerts.map(({ id }) => id)).toContain('ingestBehind');
    const ofIngest = decideVerdict(
      { ...wellFacts, ...change, ingest: behind },
      { ...noHistory, silences: alerts.filter(({ id }) => id !== 'ingestBehind').map(({ id }) => silenceOf(id)) },
    );
    expect(verdict).not.toContain('healthy.');
    expect(ofIngest.verdict).toContain(cause);
  });
});

describe('the owner of an alert', () => {
  it.each([
    ['diskFull', 'you'],
    ['throttled', 'service'],
    ['providerPaused', 'administrator'],
    ['flagsStale', 'administrator'],
  ] as const)('O2: of %s is %s', (situation, owner) => {
    const change = cases[situation][0]?.[0];
    expect(decideVerdict({ ...wellFacts, ...change }, noHistory).alerts).toMatchObject([{ id: situation, owner }]);
  });
});

describe('a silence', () => {
  it('O2: takes an alert out of the sentence and the level, and leaves it in the list, below the others', () => {
    const facts = { ...wellFacts, shortage: full, needsYou: 1 };
    const silenced = decideVerdict(facts, { ...noHistory, silences: [silenceOf('diskFull')] });
    expect(silenced.verdict).toBe('Sending goes on, but 1 message needs you.');
    expect(silenced.level).toBe('attention');
    expect(silenced.alerts.map(({ id, silence }) => [id, silence?.reason ?? null])).toEqual([
      ['needsYou', null],
      ['diskFull', 'known'],
    ]);
  });

  it('O2: ends by itself', () => {
    const silences = [{ ...silenceOf('diskFull'), untilMs: nowMs }];
    expect(decideVerdict({ ...wellFacts, shortage: full }, { ...noHistory, silences }).level).toBe('broken');
  });

  it('never makes a verdict that says all is healthy', () => {
    const facts = { ...wellFacts, shortage: full };
    const { verdict, level } = decideVerdict(facts, { ...noHistory, silences: [silenceOf('diskFull')] });
    expect([verdict, level]).toEqual(['Nothing needs anybody beyond the alerts that are silenced.', 'healthy']);
  });
});

test('an alert is as old as its situation, and one that came back is new', () => {
  const since = new Map<Situation, number>([['needsYou', nowMs - minutes(20)]]);
  const [alert] = decideVerdict({ ...wellFacts, needsYou: 1 }, { ...noHistory, since }).alerts;
  expect(alert?.since).toBe('2026-11-19T11:40:00.000Z');
  expect(decideVerdict(wellFacts, { ...noHistory, since }).since.size).toBe(0);
});

test('a short throttle that was told of is told of to its end', () => {
  const since = new Map<Situation, number>([['throttled', nowMs - minutes(1)]]);
  const facts = { ...wellFacts, throttledUntilMs: nowMs + 1_000 };
  expect(decideVerdict(facts, { ...noHistory, since }).alerts.map(({ id }) => id)).toEqual(['throttled']);
});

function silenceOf(alert: Situation) {
  return { alert, untilMs: nowMs + minutes(60), reason: 'known', actor: 'operator' };
}

describe('two situations at once', () => {
  const pairs = situations.flatMap((first, at) => situations.slice(at + 1).map((second) => [first, second] as const));

  it.each(pairs)('%s and %s are both listed, and neither side is called healthy that is not', (first, second) => {
    const facts = { ...wellFacts, ...cases[first][0]?.[0], ...cases[second][0]?.[0] };
    // Both may be about what waits to be collected: then the second one's facts hold for the first as well.
    const { alerts, verdict, level } = decideVerdict(facts, noHistory);
    const ids = alerts.map(({ id }) => id);
    expect(ids).toContain(second);
    expect(level).not.toBe('healthy');
    const sending: readonly Situation[] = [
      'providerPaused',
      'needsYou',
      'unconfirmed',
      'confirmationSlow',
      'flagsStale',
    ];
    const ingest: readonly Situation[] = ['diskFull', 'ingestBehind', 'deadLetters'];
    const mayBeWell = {
      sending: ids.every((id) => ingest.includes(id)),
      ingest: ids.every((id) => sending.includes(id)),
    };
    expect(verdict.includes('Sending is healthy')).toBe(mayBeWell.sending);
    expect(verdict.includes('Ingest is healthy')).toBe(mayBeWell.ingest);
    expect(verdict.split(/[.] /).length).toBeLessThanOrEqual(2);
  });
});

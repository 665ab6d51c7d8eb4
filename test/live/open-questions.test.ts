import { expect, it } from 'vitest';
import type { Switches } from '../../main/sandbox/switches.ts';
import { testToken } from '../helpers/start-engine.ts';
import { startTenant } from '../helpers/start-tenant.ts';
import { answerOpenQuestions, openAnswerLines, type OpenAnswers } from './answer-open-questions.ts';
import { liveRecipient, openLiveGraph, whyNotLive } from './live-tenant.ts';

/** Waits long for what will come, and not for what never does. */
async function askSandbox(switches: Partial<Switches>, forMs = 20_000): Promise<OpenAnswers> {
  const tenant = await startTenant(switches);
  const graph = { baseUrl: tenant.graphBaseUrl, token: testToken };
  return answerOpenQuestions(graph, 'finance@sandbox.example', { forMs, stepMs: 50 });
}

it('SM13: reads from a tenant what documents do not say', async () => {
  const answers = await askSandbox({});
  expect(answers).toMatchObject({
    secondSend: 404,
    messageIdSurvives: true,
    immutableIdSurvives: true,
    draftReadsBackAlike: true,
    uploadAddressGet: 200,
    wrongOffset: 416,
  });
  expect([answers.markerFoundAfterMs, answers.visibleAfterMs]).not.toContain(null);
  expect(answers.sessionLifetimeMs).toBeGreaterThan(3_000_000);
  expect(openAnswerLines(answers).map((line) => line.slice(0, 2))).toEqual([
    'A1',
    'A2',
    'A3',
    'A4',
    'A5',
    'A6',
    'A7',
    'A8',
  ]);
});

it.each<[Partial<Switches>, Partial<OpenAnswers>]>([
  [{ secondSend: 'deliversAgain' }, { secondSend: 202 }],
  [{ markerReachesSentCopy: false }, { markerFoundAfterMs: null }],
  [{ presetMessageIdSurvives: false }, { messageIdSurvives: false }],
  [{ immutableIdOnSend: 'changes' }, { immutableIdSurvives: false }],
  [{ uploadUrlGet: 'methodNotAllowed' }, { uploadAddressGet: 405 }],
  [{ wrongOffsetStatus: 409 }, { wrongOffset: 409 }],
  [{ sentItemsDelayMs: 60_000 }, { visibleAfterMs: null, messageIdSurvives: null }],
])('SM13: would notice a tenant with %o', async (switches, expected) => {
  const isNever = Object.values(expected).includes(null);
  expect(await askSandbox(switches, isNever ? 1_000 : 20_000)).toMatchObject(expected);
});

it.skipIf(whyNotLive('TEST_MICROSOFT_INTEGRATION') !== null)(
  'SM13: prints how a real tenant answers',
  { timeout: 300_000 },
  async () => {
    const answers = await answerOpenQuestions(await openLiveGraph(), liveRecipient(), {
      forMs: 120_000,
      stepMs: 1_000,
    });
    process.stdout.write(`${openAnswerLines(answers).join('\n')}\n`);
    expect([200, 202, 400, 404, 409, 410, 412]).toContain(answers.secondSend);
  },
);

import { describe, expect, it } from 'vitest';
import { cancelMessage, pauseMessage } from '../../../main/core/outbox/command-message.ts';
import { file, outboxRig } from '../../helpers/outbox-rig.ts';
import {
  answering,
  failing,
  lost,
  neverSent,
  paced,
  refused,
  signInNeeded,
  transientVerdict,
} from '../../helpers/sample-faults.ts';
import { dies, type Exchange, goodDay, nothingThere, stillDraft } from '../../helpers/scripted-mail-service.ts';

const { draft, seal, send, seen } = goodDay;
const sends = (answer: Exchange[1]): Exchange => ['sendDraft d1', answer];
const minuteMs = 60_000;

/** A message whose POST /send got this answer, or none. */
async function sentWith(answer: Exchange[1]) {
  const rig = outboxRig();
  const id = rig.submit();
  const outcome = await rig.run(id, draft, ...seal(), sends(answer));
  return { rig, id, outcome };
}

describe('T7, an answer that proves that nothing left', () => {
  it.each([paced, signInNeeded, neverSent, refused(401), refused(429), refused(403, { message: transientVerdict })])(
    'seals and sends the same draft again after $kind $status',
    async (fault) => {
      const { rig, id, outcome } = await sentWith(failing(fault));
      expect(outcome).toMatchObject({ kind: fault.kind === 'refused' && fault.status === 403 ? 'retry' : 'waitFor' });
      expect(rig.get(id)).toMatchObject({ step: 'sealed', sendTriedAtMs: null });
      await rig.run(id, ...seal(), send, seen);
      expect(rig.get(id)).toMatchObject({ step: 'sent', sends: 2, draftTries: 1 });
    },
  );

  it('looks at the draft again after 412', async () => {
    const { rig, id, outcome } = await sentWith(failing(refused(412)));
    expect(outcome).toMatchObject({ kind: 'retry' });
    expect(rig.get(id).step).toBe('drafted');
    await rig.run(id, ...seal(), send, seen);
    expect(rig.get(id)).toMatchObject({ step: 'sent', sends: 2 });
  });

  it.each([400, 403, 413])('fails for good after %i', async (status) => {
    const { rig, id, outcome } = await sentWith(failing(refused(status, { requestId: 'r-9' })));
    expect(outcome).toEqual({ kind: 'done' });
    expect(rig.get(id)).toMatchObject({ step: 'failed', wait: null, error: { details: { http_status: status } } });
    expect(rig.store().journal(id).at(-1)).toMatchObject({ step: 'failed', requestId: 'r-9' });
  });
});

async function unknown() {
  const { rig, id } = await sentWith(failing(lost));
  rig.clock.advance(2 * minuteMs);
  return { rig, id };
}

describe('T6 and T7, an answer that proves nothing', () => {
  const unclear = [
    lost,
    refused(404),
    refused(408),
    refused(409),
    refused(500),
    refused(502),
    refused(503, { retryAfterMs: 9 }),
    refused(504),
  ];

  it.each(unclear)('C13: waits for the request to end after $kind $status, then looks', async (fault) => {
    const { rig, id, outcome } = await sentWith(failing(fault));
    const settledMs = (rig.get(id).sendTriedAtMs ?? 0) + 2 * minuteMs;
    expect(outcome).toEqual({ kind: 'waitFor', untilMs: settledMs, because: 'settling' });
    expect(rig.get(id)).toMatchObject({ step: 'unknown', error: { error_code: 'send_unconfirmed' } });
    rig.clock.advance(2 * minuteMs);
    await rig.run(id, seen);
    expect(rig.get(id)).toMatchObject({ step: 'sent', sentId: 's1', sends: 1, error: null });
  });

  it('C13: takes a process that died over the answer for an unclear answer', async () => {
    const { rig, id, outcome } = await sentWith(dies);
    expect(outcome).toBe('died');
    rig.restart();
    expect(rig.get(id).step).toBe('sending');
    expect(await rig.run(id)).toMatchObject({ kind: 'waitFor', because: 'settling' });
    expect(rig.get(id).step).toBe('unknown');
    rig.clock.advance(2 * minuteMs);
    await rig.run(id, seen);
    expect(rig.get(id)).toMatchObject({ step: 'sent', sends: 1 });
  });

  it('sends the same draft again once it was seen unsent three times', async () => {
    const { rig, id } = await unknown();
    const first = await rig.run(id, stillDraft);
    expect(first).toEqual({ kind: 'waitFor', untilMs: rig.clock.nowMs() + 15_000, because: 'looking' });
    rig.clock.advance(15_000);
    expect(await rig.run(id, stillDraft)).toMatchObject({ kind: 'waitFor', untilMs: rig.clock.nowMs() + 30_000 });
    rig.clock.advance(30_000);
    await rig.run(id, stillDraft, ...seal(), send, seen);
    expect(rig.get(id)).toMatchObject({ step: 'sent', draftId: 'd1', sends: 2, draftTries: 1 });
    expect(rig.history(id)).toContain('The draft was seen unsent three times; sending the same draft again.');
  });

  it('stays uncertain when the draft was gone after all: 404 is no proof', async () => {
    const { rig, id } = await unknown();
    await rig.run(id, stillDraft);
    await rig.run(id, stillDraft);
    const outcome = await rig.run(id, stillDraft, ...seal(), sends(failing(refused(404))));
    expect(outcome).toMatchObject({ kind: 'waitFor', because: 'settling' });
    expect(rig.get(id)).toMatchObject({ step: 'unknown', draftSightings: 0, looks: 0 });
    rig.clock.advance(2 * minuteMs);
    await rig.run(id, seen);
    expect(rig.get(id).step).toBe('sent');
  });

  it('counts no sighting from a look before that time, however often a person asks for one', async () => {
    const { rig, id } = await sentWith(failing(lost));
    const settledMs = (rig.get(id).sendTriedAtMs ?? 0) + 2 * minuteMs;
    for (let look = 0; look < 5; look += 1) {
      expect(await rig.run(id, stillDraft)).toEqual({ kind: 'waitFor', untilMs: settledMs, because: 'looking' });
    }
    expect(rig.get(id)).toMatchObject({ step: 'unknown', draftSightings: 0, firstLookAtMs: null });
  });

  it('may find it sent at once when a person asks', async () => {
    const { rig, id } = await sentWith(failing(lost));
    await rig.run(id, seen);
    expect(rig.get(id).step).toBe('sent');
  });

  it('needs a person, and sends nothing, when nothing is visible for thirty minutes', async () => {
    const { rig, id } = await unknown();
    let looks = 0;
    while (rig.get(id).step === 'unknown') {
      const outcome = await rig.run(id, nothingThere);
      looks += 1;
      if (outcome !== 'died' && outcome.kind === 'waitFor') rig.clock.advance(outcome.untilMs - rig.clock.nowMs());
    }
    expect(looks).toBeGreaterThan(10);
    expect(rig.get(id)).toMatchObject({ step: 'needsHuman', sends: 1, error: { error_code: 'send_unconfirmed' } });
    expect(rig.clock.nowMs() - (rig.get(id).firstLookAtMs ?? 0)).toBeGreaterThanOrEqual(30 * minuteMs);
  });

  it('learns nothing from a look that fails, and looks again', async () => {
    const { rig, id } = await unknown();
    await rig.run(id, stillDraft);
    for (const fault of [lost, refused(503), neverSent, refused(429), signInNeeded]) {
      expect(await rig.run(id, ['findByMarker d1', failing(fault)])).toMatchObject({ kind: 'waitFor' });
    }
    expect(rig.get(id)).toMatchObject({ step: 'unknown', looks: 1, draftSightings: 1 });
    await rig.run(id, seen);
    expect(rig.get(id).step).toBe('sent');
  });

  it('needs a person in the end when this account may send but never look', async () => {
    const { rig, id } = await unknown();
    const forbidden: Exchange = ['findByMarker d1', failing(refused(403))];
    expect(await rig.run(id, forbidden)).toMatchObject({ kind: 'waitFor' });
    rig.clock.advance(30 * minuteMs);
    expect(await rig.run(id, forbidden)).toMatchObject({ kind: 'dead', error: { code: 'send_unconfirmed' } });
    expect(rig.get(id)).toMatchObject({ step: 'needsHuman', error: { error_code: 'send_unconfirmed' } });
  });
});

describe('T8, after it was accepted', () => {
  it('looks until it is seen, and never sends again while the draft is still there', async () => {
    const rig = outboxRig();
    const id = rig.submit();
    expect(await rig.run(id, draft, ...seal(), send, stillDraft)).toMatchObject({ kind: 'waitFor' });
    for (let look = 0; look < 5; look += 1) await rig.run(id, stillDraft);
    expect(rig.get(id)).toMatchObject({ step: 'accepted', sends: 1 });
    await rig.run(id, seen);
    expect(rig.get(id).step).toBe('sent');
  });

  it('needs a person when it stays invisible for a day', async () => {
    const rig = outboxRig();
    const id = rig.submit();
    await rig.run(id, draft, ...seal(), send, nothingThere);
    rig.clock.advance(24 * 60 * minuteMs);
    expect(await rig.run(id, nothingThere)).toMatchObject({ kind: 'dead', error: { code: 'send_unconfirmed' } });
    expect(rig.get(id)).toMatchObject({ step: 'needsHuman', sends: 1 });
  });

  it('stays accepted where this account may send but not read', async () => {
    const rig = outboxRig();
    const id = rig.submit();
    const outcome = await rig.run(id, draft, ...seal(), send, ['findByMarker d1', failing(refused(403))]);
    expect(outcome).toEqual({ kind: 'done' });
    expect(rig.get(id)).toMatchObject({ step: 'accepted', wait: null, error: null });
  });
});

const post = (answer: Exchange[1]): Exchange => ['sendMail 1', answer];

const sees = (...ids: readonly string[]): Exchange => [
  'findByMarker -',
  answering(ids.map((id) => ({ id, isDraft: id.startsWith('d'), createdAtMs: 1 }))),
];

function direct() {
  const rig = outboxRig();
  return { rig, id: rig.submit([file('a.bin', 5)], { path: 'direct' }) };
}

describe('US7: the direct path', () => {
  it('MP6: asks for nothing when sending is stopped while its files are read', async () => {
    const { rig, id } = direct();
    rig.whileReading(() => rig.setStopped(true));
    expect(await rig.run(id)).toMatchObject({ kind: 'waitFor', because: 'providerPaused' });
    expect(rig.get(id)).toMatchObject({ step: 'staged', sends: 0, sendTriedAtMs: null });
  });

  it.each([
    ['cancelled', cancelMessage, 'cancelled'],
    ['paused', pauseMessage, 'staged'],
  ] as const)('is not posted when it was %s while its files were read', async (_name, command, step) => {
    const { rig, id } = direct();
    rig.whileReading(() => void command(rig.store(), id, rig.clock.nowMs()));
    expect(await rig.run(id)).toEqual({ kind: 'done' });
    expect(rig.get(id)).toMatchObject({ step, sends: 0 });
  });

  it('posts everything in one request and finds it in Sent Items', async () => {
    const { rig, id } = direct();
    await rig.run(id, post(answering(null)), sees('s1'));
    expect(rig.get(id)).toMatchObject({ step: 'sent', sentId: 's1', draftId: null, sends: 1 });
  });

  it.each([neverSent, refused(429), refused(401)])('may be posted again after $kind $status', async (fault) => {
    const { rig, id } = direct();
    expect(await rig.run(id, post(failing(fault)))).toMatchObject({ kind: 'waitFor' });
    expect(rig.get(id).step).toBe('staged');
    await rig.run(id, post(answering(null)), sees('s1'));
    expect(rig.get(id)).toMatchObject({ step: 'sent', sends: 2 });
  });

  it.each([
    ['a lost answer', failing(lost)],
    ['500', failing(refused(500))],
    ['503 with Retry-After', failing(refused(503, { retryAfterMs: 1 }))],
    ['504', failing(refused(504))],
    ['the end of the process', dies],
  ] as const)('C13: is never posted again by the program after %s', async (_name, answer) => {
    const { rig, id } = direct();
    if ((await rig.run(id, post(answer))) === 'died') {
      rig.restart();
      await rig.run(id);
    }
    rig.clock.advance(2 * minuteMs);
    for (let look = 0; look < 5; look += 1) expect(await rig.run(id, sees('d7'))).toMatchObject({ kind: 'waitFor' });
    rig.clock.advance(30 * minuteMs);
    expect(await rig.run(id, sees())).toMatchObject({ kind: 'dead', error: { code: 'send_unconfirmed' } });
    expect(rig.get(id)).toMatchObject({ step: 'needsHuman', sends: 1, error: { error_code: 'send_unconfirmed' } });
  });
});

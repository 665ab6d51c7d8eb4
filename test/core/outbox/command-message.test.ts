import { describe, expect, it } from 'vitest';
import type { OutboxId } from '../../../contract/ids.ts';
import { MailroomError } from '../../../main/core/mailroom-error.ts';
import {
  cancelMessage,
  confirmSent,
  giveToHuman,
  mustBeUncertain,
  pauseMessage,
  resumeMessage,
} from '../../../main/core/outbox/command-message.ts';
import { advanceKey, DISCARD_KIND } from '../../../main/core/outbox/outbox-jobs.ts';
import { type OutboxChange, type Step, steps, unsentSteps } from '../../../main/core/outbox/outbox-record.ts';
import { repeatMessage } from '../../../main/core/outbox/repeat-message.ts';
import { file, outboxRig } from '../../helpers/outbox-rig.ts';
import { answering, failing, refused } from '../../helpers/sample-faults.ts';
import { sampleId } from '../../helpers/sample-outbox.ts';
import { dies, goodDay, notFound } from '../../helpers/scripted-mail-service.ts';

const { draft, seal, send, seen } = goodDay;
const nowMs = 2_000_000;
const sentSteps = steps.filter((step) => !(unsentSteps as readonly Step[]).includes(step));

function at(step: Step, more: OutboxChange = {}) {
  const rig = outboxRig();
  const id = rig.submit([file('a.bin', 5)]);
  rig.store().change(id, { from: ['staged'] }, { step, ...more }, null, 1);
  return { rig, id, store: rig.store() };
}

function codeOf(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    if (error instanceof MailroomError) return error.code;
    throw error;
  }
  return 'done';
}

function discards(rig: ReturnType<typeof outboxRig>): number {
  return rig.jobs().list({ kinds: [DISCARD_KIND] }).length;
}

describe('pause and continue', () => {
  it.each(unsentSteps)('pauses at %s and goes on from there', (step) => {
    const { id, store, rig } = at(step);
    expect(pauseMessage(store, id, nowMs)).toMatchObject({ step, pausedAtMs: nowMs, wait: null });
    expect(resumeMessage(store, id, nowMs)).toMatchObject({ step, pausedAtMs: null });
    expect(rig.jobs().list({ states: ['ready'] })).toHaveLength(1);
  });

  it.each(sentSteps)('cannot pause at %s, where it may have left', (step) => {
    const { id, store } = at(step, { sendTriedAtMs: 1 });
    expect(codeOf(() => pauseMessage(store, id, nowMs))).toBe('message_state_conflict');
    expect(codeOf(() => resumeMessage(store, id, nowMs))).toBe('message_state_conflict');
    expect(store.get(id)?.step).toBe(step);
  });

  it('lets a running message reach no further step once it is paused', async () => {
    const rig = outboxRig();
    const id = rig.submit();
    const stop = rig.store().onChange((record) => {
      if (record.step === 'drafted' && record.pausedAtMs === null) pauseMessage(rig.store(), id, nowMs);
    });
    expect(await rig.run(id, draft)).toEqual({ kind: 'done' });
    stop();
    expect(rig.get(id)).toMatchObject({ step: 'drafted', sends: 0 });
    resumeMessage(rig.store(), id, nowMs);
    await rig.run(id, ...seal(), send, seen);
    expect(rig.get(id).step).toBe('sent');
  });

  it.each([
    ['staged', {}],
    ['drafting', { draftTries: 1 }],
    ['drafted', { draftId: 'd1', draftTries: 1 }],
  ] as const)('continues at %s what was stuck and certainly unsent', (step, more) => {
    const { id, store } = at('needsHuman', { sends: 3, sendTriedAtMs: null, ...more });
    expect(resumeMessage(store, id, nowMs)).toMatchObject({ step, error: null });
  });
});

describe('cancel', () => {
  it.each(unsentSteps)('wins at %s, and has the draft removed where there may be one', (step) => {
    const { id, store, rig } = at(step);
    expect(cancelMessage(store, id, nowMs)).toMatchObject({ step: 'cancelled' });
    expect(discards(rig)).toBe(step === 'staged' ? 0 : 1);
    expect(cancelMessage(store, id, nowMs).step).toBe('cancelled');
  });

  it.each(sentSteps.filter((step) => step !== 'cancelled'))('loses at %s, where it may have left', (step) => {
    const { id, store, rig } = at(step, { sendTriedAtMs: 1 });
    expect(codeOf(() => cancelMessage(store, id, nowMs))).toBe('message_state_conflict');
    expect([store.get(id)?.step, discards(rig)]).toEqual([step, 0]);
  });

  it('wins over what is stuck when every try provably had no effect', () => {
    const { id, store, rig } = at('needsHuman', { sends: 10, draftId: 'd1' });
    expect(cancelMessage(store, id, nowMs).step).toBe('cancelled');
    expect(discards(rig)).toBe(1);
  });

  it('loses to a send that has begun, and the message is not touched again', async () => {
    const rig = outboxRig();
    const id = rig.submit();
    const codes: string[] = [];
    const stop = rig.store().onChange((record) => {
      if (record.step === 'sending') codes.push(codeOf(() => cancelMessage(rig.store(), id, nowMs)));
    });
    await rig.run(id, draft, ...seal(), send, seen);
    stop();
    expect(codes).toEqual(['message_state_conflict']);
    expect(rig.get(id).step).toBe('sent');
  });

  it('says what does not exist', () => {
    const rig = outboxRig();
    expect(codeOf(() => cancelMessage(rig.store(), sampleId(99), nowMs))).toBe('message_not_found');
  });
});

async function cancelledAfter(...script: Parameters<ReturnType<typeof outboxRig>['run']>[1][]) {
  const rig = outboxRig();
  const id = rig.submit([file('a.bin', 5)]);
  await rig.run(id, ...script);
  cancelMessage(rig.store(), id, rig.clock.nowMs());
  return { rig, id };
}

describe('what a cancelled message left in the mailbox', () => {
  const attachDies = ['addSmallAttachment a.bin 5', dies] as const;

  it('is deleted: the draft we know and any other with our marker, but never a sent copy', async () => {
    const { rig, id } = await cancelledAfter(draft, attachDies);
    const found = answering([
      { id: 'd1', isDraft: true, createdAtMs: 1 },
      { id: 'd2', isDraft: true, createdAtMs: 2 },
      { id: 's1', isDraft: false, createdAtMs: 3 },
    ]);
    const outcome = await rig.discard(
      id,
      ['findByMarker d1', found],
      ['deleteMessage d1', answering(null)],
      ['deleteMessage d2', notFound],
    );
    expect(outcome).toEqual({ kind: 'done' });
  });

  it('is looked for only once a request that was still creating it must have ended', async () => {
    const { rig, id } = await cancelledAfter(['createDraft', dies]);
    const untilMs = rig.clock.nowMs() + 120_000;
    expect(await rig.discard(id)).toEqual({ kind: 'waitFor', untilMs, because: 'settling' });
    rig.clock.advance(120_000);
    const late = answering([{ id: 'd9', isDraft: true, createdAtMs: 1 }]);
    const outcome = await rig.discard(id, ['findByMarker -', late], ['deleteMessage d9', answering(null)]);
    expect(outcome).toEqual({ kind: 'done' });
  });

  it('is tried again while the service cannot answer', async () => {
    const { rig, id } = await cancelledAfter(draft, attachDies);
    const busy = failing(refused(503));
    expect(await rig.discard(id, ['findByMarker d1', busy], ['deleteMessage d1', busy])).toMatchObject({
      kind: 'retry',
    });
  });
});

const needing = () => at('needsHuman', { sends: 1, sendTriedAtMs: 1, draftId: 'd1' });

describe('a person’s verdict', () => {
  it('says that it was sent', () => {
    const { id, store } = needing();
    expect(confirmSent(store, id, nowMs)).toMatchObject({ step: 'sent', error: null });
  });

  it('sends it again as a new message, once, however often it is said', () => {
    const { id, store, rig } = needing();
    const random = { uniform: () => 0, uuid: () => '00000000-0000-4000-8000-000000000002', uuidv7: () => sampleId(77) };
    const again = repeatMessage({ store, clock: rig.clock, random }, id);
    expect(again).toMatchObject({ id: sampleId(77), step: 'staged', attachments: [{ name: 'a.bin' }] });
    expect(store.get(id)).toMatchObject({ step: 'failed', error: { details: { sent_again_as: sampleId(77) } } });
    expect(codeOf(() => repeatMessage({ store, clock: rig.clock, random }, id))).toBe('message_state_conflict');
  });

  it.each(steps.filter((step) => step !== 'needsHuman'))('is not asked at %s', (step) => {
    const { id, store } = at(step);
    expect(codeOf(() => confirmSent(store, id, nowMs))).toBe('message_state_conflict');
  });

  it('may look at any time while it is uncertain, and only then', () => {
    for (const step of steps) {
      const { id, store } = at(step);
      const isUncertain = step === 'accepted' || step === 'unknown';
      expect(codeOf(() => mustBeUncertain(store, id))).toBe(isUncertain ? 'done' : 'message_state_conflict');
    }
  });
});

const gaveUp = (id: OutboxId, rig: ReturnType<typeof outboxRig>) => giveToHuman(rig.store(), id, nowMs);

describe('giveToHuman', () => {
  it('leaves no message without somebody in charge, and keeps the last error', async () => {
    const rig = outboxRig();
    const id = rig.submit();
    await rig.run(id, ['createDraft', failing(refused(503))]);
    const given = gaveUp(id, rig);
    expect(given).toMatchObject({ step: 'needsHuman', error: { error_code: 'provider_unavailable' } });
    expect(given?.error?.remediation).toBe('Resume it to try again, or cancel it.');
    const silent = rig.submit();
    expect(gaveUp(silent, rig)).toMatchObject({ step: 'needsHuman', error: { error_code: 'retries_exhausted' } });
    expect(rig.jobs().wake(advanceKey(silent), nowMs)).toBe(true);
  });

  it('changes nothing about a message that came to its end meanwhile', () => {
    const { rig, id } = at('sent');
    expect(gaveUp(id, rig)).toBeNull();
  });
});

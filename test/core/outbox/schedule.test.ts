import { describe, expect, it } from 'vitest';
import type { OutboxId } from '../../../contract/ids.ts';
import { cancelMessage, sendNow } from '../../../main/core/outbox/command-message.ts';
import { outboxRow, outboxState } from '../../../main/core/outbox/outbox-row.ts';
import { outboxRig } from '../../helpers/outbox-rig.ts';
import { answering, failing, lost, refused } from '../../helpers/sample-faults.ts';
import { sampleContent } from '../../helpers/sample-outbox.ts';
import {
  type Exchange,
  goodDay,
  listed,
  nothingThere,
  snapshot,
  stillDraft,
} from '../../helpers/scripted-mail-service.ts';

const { draft, seal, send, seen } = goodDay;
const hourMs = 60 * 60_000;
const deletes: Exchange = ['deleteMessage d1', answering(null)];

type Rig = ReturnType<typeof outboxRig>;
const rowOf = (rig: Rig, id: OutboxId) => outboxRow(rig.get(id), rig.clock.nowMs());

function scheduled() {
  const rig = outboxRig();
  const sendAtMs = rig.clock.nowMs() + hourMs;
  const id = rig.submit([], { sendAtMs });
  return { rig, id, sendAtMs };
}

async function kept(answer: Exchange[1] = answering(null)) {
  const rig = outboxRig();
  const sendAtMs = rig.clock.nowMs() + hourMs;
  const content = { ...sampleContent, deferUntil: new Date(sendAtMs).toISOString() };
  const id = rig.submit([], { content, sendAtMs });
  const sealed = ['readDraft d1', answering({ isDraft: true, snapshot, deferUntilMs: sendAtMs })] as const;
  const outcome = await rig.run(id, draft, sealed, listed(), ['sendDraft d1', answer]);
  return { rig, id, sendAtMs, outcome };
}

const cancel = ({ rig, id }: { rig: Rig; id: OutboxId }) => cancelMessage(rig.store(), id, rig.clock.nowMs());

describe('C11: a schedule that this computer keeps', () => {
  it('has everything ready, leaves at its time after another look at the draft, and not before', async () => {
    const { rig, id, sendAtMs } = scheduled();
    expect(await rig.run(id, draft, ...seal())).toEqual({ kind: 'waitFor', untilMs: sendAtMs, because: 'scheduled' });
    expect(rowOf(rig, id)).toMatchObject({ state: 'scheduled', cancellable: true, onServer: false });
    rig.restart();
    rig.clock.advance(hourMs - 1);
    expect(await rig.run(id)).toMatchObject({ kind: 'waitFor', untilMs: sendAtMs });
    rig.clock.advance(1);
    await rig.run(id, ...seal(), send, seen);
    expect(rig.get(id)).toMatchObject({ step: 'sent', sends: 1 });
  });

  it('that passed while nothing ran is sent at the next start, which its history says', async () => {
    const { rig, id, sendAtMs } = scheduled();
    await rig.run(id, draft, ...seal());
    rig.restart();
    rig.clock.advance(5 * hourMs);
    await rig.run(id, ...seal(), send, seen);
    const time = `${new Date(sendAtMs).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
    expect(rig.history(id)).toContainEqual(expect.stringContaining(`Its time, ${time}, passed while Mailroom was not`));
  });

  it('can be ended: it is sent now, and cancelled it is never sent', async () => {
    const { rig, id } = scheduled();
    await rig.run(id, draft, ...seal());
    sendNow(rig.store(), id, rig.clock.nowMs());
    await rig.run(id, ...seal(), send, seen);
    expect(rig.get(id)).toMatchObject({ step: 'sent', sendAtMs: null });
    expect(() => sendNow(rig.store(), id, rig.clock.nowMs())).toThrow('can no longer be sent now');
    const other = scheduled();
    await other.rig.run(other.id, draft, ...seal());
    cancelMessage(other.rig.store(), other.id, other.rig.clock.nowMs());
    other.rig.clock.advance(2 * hourMs);
    expect(await other.rig.run(other.id)).toEqual({ kind: 'done' });
  });

  it.each(['sendAtMs', 'holdUntilMs'] as const)('US7: holds the direct path back too (%s)', async (time) => {
    const rig = outboxRig();
    const id = rig.submit([], { path: 'direct', [time]: rig.clock.nowMs() + 5_000 });
    expect(await rig.run(id)).toMatchObject({ kind: 'waitFor', because: time === 'sendAtMs' ? 'scheduled' : 'held' });
    rig.clock.advance(5_000);
    await rig.run(id, ['sendMail 0', answering(null)], ['findByMarker -', answering([])]);
    expect(rig.get(id)).toMatchObject({ step: 'accepted' });
  });
});

describe('C11: a schedule that the service keeps', () => {
  it('hands it over at once, says scheduled, and looks for it when its time has come', async () => {
    const { rig, id, sendAtMs, outcome } = await kept();
    expect(outcome).toEqual({ kind: 'waitFor', untilMs: sendAtMs, because: 'scheduled' });
    expect(rowOf(rig, id)).toMatchObject({ state: 'scheduled', cancellable: true, onServer: true });
    rig.clock.advance(hourMs);
    expect(rowOf(rig, id)).toMatchObject({ state: 'accepted', cancellable: false });
    await rig.run(id, seen);
    expect(rig.get(id)).toMatchObject({ step: 'sent', sends: 1 });
  });

  it('T8: waits a day for Sent Items from that time on, not from when it was handed over', async () => {
    const { rig, id } = await kept();
    rig.clock.advance(24 * hourMs);
    expect(await rig.run(id, stillDraft)).toMatchObject({ kind: 'waitFor', because: 'looking' });
    rig.clock.advance(hourMs);
    await rig.run(id, stillDraft);
    expect(rig.get(id)).toMatchObject({ step: 'needsHuman', error: { error_code: 'send_unconfirmed' } });
  });

  it('is not handed over to a mailbox that does not keep the time: there it would leave at once', async () => {
    const rig = outboxRig();
    const sendAtMs = rig.clock.nowMs() + hourMs;
    const id = rig.submit([], {
      content: { ...sampleContent, deferUntil: new Date(sendAtMs).toISOString() },
      sendAtMs,
    });
    const untimed = ['readDraft d1', answering({ isDraft: true, snapshot, deferUntilMs: null })] as const;
    await rig.run(id, draft, untimed);
    expect(rig.get(id)).toMatchObject({ step: 'needsHuman', sends: 0, sendTriedAtMs: null });
    expect(rowOf(rig, id)).toMatchObject({ cancellable: true, error: { error_code: 'graph_4xx' } });
  });

  it('C13: with no clear answer is not sent again before its time and the settling are over', async () => {
    const { rig, id, sendAtMs, outcome } = await kept(failing(lost));
    expect(outcome).toMatchObject({ kind: 'waitFor', untilMs: sendAtMs + 120_000 });
    expect(outboxState(rig.get(id), rig.clock.nowMs())).toBe('unconfirmed');
    expect(await rig.run(id, stillDraft)).toMatchObject({ untilMs: sendAtMs + 120_000 });
    expect(rig.get(id)).toMatchObject({ step: 'unknown', draftSightings: 0, sends: 1 });
  });

  it.each([
    ['at once', [stillDraft, deletes, nothingThere]],
    ['by way of the bin', [stillDraft, deletes, stillDraft, deletes, nothingThere]],
    ['though its deletion was asked twice', [stillDraft, ['deleteMessage d1', failing(refused(404))], nothingThere]],
  ] satisfies [string, Exchange[]][])('is cancelled once its copy is gone there, %s', async (_, script) => {
    const message = await kept();
    const { rig, id } = message;
    expect(cancel(message)).toMatchObject({ step: 'accepted' });
    expect(rowOf(rig, id)).toMatchObject({ state: 'scheduled', reason: 'Being taken back from the mailbox.' });
    cancel(message);
    rig.restart();
    await rig.run(id, ...script);
    expect(rig.get(id)).toMatchObject({ step: 'cancelled', recallAskedAtMs: null });
    expect(rig.history(id).filter((what) => what.startsWith('You asked'))).toHaveLength(1);
  });

  it('goes on being taken back after a death over the answer, and after trouble', async () => {
    const message = await kept();
    const { rig, id } = message;
    cancel(message);
    expect(await rig.run(id, stillDraft, ['deleteMessage d1', failing(lost)])).toMatchObject({ kind: 'waitFor' });
    rig.restart();
    expect(await rig.run(id, ['findByMarker d1', failing(refused(503))])).toMatchObject({ kind: 'waitFor' });
    await rig.run(id, nothingThere);
    expect(rig.get(id)).toMatchObject({ step: 'cancelled' });
  });

  it('also while it is not known whether it was handed over', async () => {
    const message = await kept(failing(lost));
    cancel(message);
    await message.rig.run(message.id, stillDraft, deletes, nothingThere);
    expect(message.rig.get(message.id)).toMatchObject({ step: 'cancelled' });
  });

  it('had left when a copy is in Sent Items: that is what the row says then', async () => {
    const message = await kept();
    cancel(message);
    await message.rig.run(message.id, seen);
    expect(message.rig.get(message.id)).toMatchObject({ step: 'sent', sentId: 's1', recallAskedAtMs: null });
  });

  it('also when a look that had begun before saw it there', async () => {
    const message = await kept();
    const { rig, id } = message;
    cancel(message);
    rig.store().change(id, { from: ['accepted'] }, { step: 'sent', sentId: 's1' }, null, rig.clock.nowMs());
    expect(rowOf(rig, id)).toMatchObject({ state: 'sent', reason: null });
    expect(await rig.run(id)).toEqual({ kind: 'done' });
  });

  it('needs somebody when nothing of it is there once its time is over', async () => {
    const message = await kept();
    const { rig, id, sendAtMs } = message;
    rig.clock.advance(hourMs - 1_000);
    cancel(message);
    expect(await rig.run(id, stillDraft, deletes, nothingThere)).toMatchObject({ kind: 'waitFor', because: 'looking' });
    rig.clock.advance(sendAtMs + 120_000 - rig.clock.nowMs());
    await rig.run(id, nothingThere);
    expect(rig.get(id)).toMatchObject({ step: 'needsHuman', error: { error_code: 'send_unconfirmed' } });
  });

  it('stays scheduled, with the reason, when the mailbox refuses to delete it', async () => {
    const message = await kept();
    const { rig, id, sendAtMs } = message;
    cancel(message);
    const outcome = await rig.run(id, stillDraft, ['deleteMessage d1', failing(refused(403))]);
    expect(outcome).toMatchObject({ kind: 'waitFor', untilMs: sendAtMs, because: 'scheduled' });
    expect(rowOf(rig, id)).toMatchObject({ state: 'scheduled', error: { retriable: false } });
    expect(rig.history(id)).toContain('The mailbox refused to take it back, so it leaves at its time.');
  });

  it('cannot be sent now or cancelled any more once its time has come', async () => {
    const message = await kept();
    const { rig, id } = message;
    expect(() => sendNow(rig.store(), id, rig.clock.nowMs())).toThrow('can no longer be sent now');
    rig.clock.advance(hourMs);
    expect(() => cancel(message)).toThrow('Microsoft 365 has accepted it');
  });
});

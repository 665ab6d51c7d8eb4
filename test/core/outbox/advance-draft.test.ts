import { describe, expect, it } from 'vitest';
import { file, outboxRig } from '../../helpers/outbox-rig.ts';
import { answering, failing, lost, neverSent, refused } from '../../helpers/sample-faults.ts';
import { dies, goodDay, listed, snapshot } from '../../helpers/scripted-mail-service.ts';

const { draft, seal, send, seen } = goodDay;
const found = (...ids: readonly string[]) =>
  answering(ids.map((id, index) => ({ id, isDraft: true, createdAtMs: 10 - index })));
const read = (id: string) => [`readDraft ${id}`, answering({ isDraft: true, snapshot })] as const;

describe('a good day', () => {
  it('US1: creates, attaches, seals, sends and finds it in Sent Items', async () => {
    const rig = outboxRig();
    const id = rig.submit([file('a.bin', 5)]);
    const attach = ['addSmallAttachment a.bin 5', answering({ id: 'a' })] as const;
    expect(await rig.run(id, draft, attach, ...seal('a'), send, seen)).toEqual({ kind: 'done' });
    expect(rig.get(id)).toMatchObject({ step: 'sent', sentId: 's1', sends: 1, draftTries: 1, wait: null, error: null });
    expect(rig.history(id)).toEqual([
      'Checked and safe on disk, with its files.',
      'Creating the draft in the mailbox.',
      'The draft is in the mailbox.',
      '“a.bin” is on the draft.',
      'Every file is attached. Checking the draft before sending.',
      'Checked: 1 of 1 files are on the draft.',
      'Asking Microsoft 365 to send it.',
      'Microsoft 365 accepted it. Looking for it in Sent Items.',
      'Seen in Sent Items.',
    ]);
  });
});

describe('T0, queued', () => {
  it('is there with its job for the next process', async () => {
    const rig = outboxRig();
    const id = rig.submit();
    rig.restart();
    expect(rig.jobs().list({ states: ['ready'] })).toMatchObject([{ payload: { outboxId: id } }]);
    await rig.run(id, draft, ...seal(), send, seen);
    expect(rig.get(id).step).toBe('sent');
  });
});

async function interrupted() {
  const rig = outboxRig();
  const id = rig.submit();
  expect(await rig.run(id, ['createDraft', dies])).toBe('died');
  rig.restart();
  expect(rig.get(id).step).toBe('drafting');
  return { rig, id };
}

describe('T1, the draft’s answer never came', () => {
  it('goes on with the draft that it finds by marker', async () => {
    const { rig, id } = await interrupted();
    await rig.run(id, ['findByMarker -', found('d1')], read('d1'), ...seal(), send, seen);
    expect(rig.get(id)).toMatchObject({ step: 'sent', draftId: 'd1', draftTries: 1 });
  });

  it('adopts the oldest of several and deletes the others', async () => {
    const { rig, id } = await interrupted();
    await rig.run(
      id,
      ['findByMarker -', found('d3', 'd2', 'd1')],
      ['deleteMessage d2', answering(null)],
      ['deleteMessage d3', failing(refused(404))],
      read('d1'),
      ...seal(),
      send,
      seen,
    );
    expect(rig.get(id)).toMatchObject({ step: 'sent', draftId: 'd1' });
  });

  it('does not go on while another draft of it may still be there', async () => {
    const { rig, id } = await interrupted();
    const outcome = await rig.run(
      id,
      ['findByMarker -', found('d2', 'd1')],
      ['deleteMessage d2', failing(refused(503))],
    );
    expect(outcome).toMatchObject({ kind: 'retry' });
    expect(rig.get(id)).toMatchObject({ step: 'drafting', draftId: null });
  });

  it('waits while the lost request may still run, then makes another', async () => {
    const { rig, id } = await interrupted();
    const tryAgain = ['findByMarker -', answering([])] as const;
    expect(await rig.run(id, tryAgain)).toEqual({
      kind: 'waitFor',
      untilMs: rig.clock.nowMs() + 15_000,
      because: 'settling',
    });
    rig.clock.advance(120_000);
    await rig.run(id, tryAgain, draft, ...seal(), send, seen);
    expect(rig.get(id)).toMatchObject({ step: 'sent', draftTries: 2 });
  });

  it('takes a copy that is no draft for sent, and sends nothing', async () => {
    const { rig, id } = await interrupted();
    await rig.run(id, ['findByMarker -', answering([{ id: 's9', isDraft: false, createdAtMs: 1 }])]);
    expect(rig.get(id)).toMatchObject({ step: 'sent', sentId: 's9', sends: 0 });
  });

  it.each([lost, refused(500), refused(503), refused(504)])(
    'looks first as well after $kind $status',
    async (fault) => {
      const rig = outboxRig();
      const id = rig.submit();
      expect(await rig.run(id, ['createDraft', failing(fault)])).toMatchObject({ kind: 'retry' });
      expect(rig.get(id)).toMatchObject({ step: 'drafting', wait: { because: 'retry' } });
      await rig.run(id, ['findByMarker -', found('d1')], read('d1'), ...seal(), send, seen);
      expect(rig.get(id).draftTries).toBe(1);
    },
  );

  it.each([neverSent, refused(401), refused(429)])(
    'simply asks again after $kind $status, which left nothing',
    async (fault) => {
      const rig = outboxRig();
      const id = rig.submit();
      expect(await rig.run(id, ['createDraft', failing(fault)])).toMatchObject({ kind: 'waitFor' });
      expect(rig.get(id).step).toBe('staged');
      await rig.run(id, draft, ...seal(), send, seen);
      expect(rig.get(id)).toMatchObject({ step: 'sent', draftTries: 2 });
    },
  );

  it('fails for good when the service refuses the message', async () => {
    const rig = outboxRig();
    const id = rig.submit();
    expect(await rig.run(id, ['createDraft', failing(refused(400, { code: 'ErrorInvalidRecipients' }))])).toEqual({
      kind: 'done',
    });
    expect(rig.get(id)).toMatchObject({
      step: 'failed',
      error: { error_code: 'graph_4xx', details: { provider_code: 'INVALID_RECIPIENT' } },
    });
  });
});

describe('T2, drafted', () => {
  it('compares the draft with what it attached before it attaches more', async () => {
    const rig = outboxRig();
    const id = rig.submit([file('a.bin', 5)]);
    const attach = 'addSmallAttachment a.bin 5';
    const busy = failing(refused(412, { code: 'ErrorIrresolvableConflict' }));
    expect(await rig.run(id, draft, [attach, busy])).toMatchObject({ kind: 'retry', progressed: true });
    rig.restart();
    await rig.run(id, listed(), [attach, answering({ id: 'a' })], ...seal('a'), send, seen);
    expect(rig.get(id).step).toBe('sent');
  });

  it('does nothing for a message that is gone, at rest or paused', async () => {
    const rig = outboxRig();
    const id = rig.submit();
    rig.store().change(id, { from: ['staged'] }, { pausedAtMs: 1 }, null, 1);
    expect(await rig.run(id)).toEqual({ kind: 'done' });
    rig.store().change(id, { from: ['staged'] }, { pausedAtMs: null, step: 'cancelled' }, null, 1);
    expect(await rig.run(id)).toEqual({ kind: 'done' });
    expect(rig.get(id)).toMatchObject({ step: 'cancelled', sends: 0 });
  });
});

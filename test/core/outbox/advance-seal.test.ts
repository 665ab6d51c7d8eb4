import { describe, expect, it } from 'vitest';
import type { DraftSnapshot } from '../../../main/core/ports/mail-service.ts';
import { file, outboxRig } from '../../helpers/outbox-rig.ts';
import { answering, failing, refused } from '../../helpers/sample-faults.ts';
import { dies, type Exchange, goodDay, listed, notFound, snapshot } from '../../helpers/scripted-mail-service.ts';

const { draft, seal, send, seen } = goodDay;
const attach: Exchange = ['addSmallAttachment a.bin 5', answering({ id: 'a' })];
const reads = (shown: DraftSnapshot | null, isDraft = true): Exchange => [
  'readDraft d1',
  answering({ isDraft, snapshot: shown }),
];

function withFile() {
  const rig = outboxRig();
  return { rig, id: rig.submit([file('a.bin', 5)]) };
}

describe('T5, the seal', () => {
  it('is made again by the next process, however fresh it was', async () => {
    const { rig, id } = withFile();
    expect(await rig.run(id, draft, attach, ['readDraft d1', dies])).toBe('died');
    rig.restart();
    expect(rig.get(id).step).toBe('sealing');
    expect(
      await rig.run(id, ...seal('a'), ['sendDraft d1', failing(refused(429, { retryAfterMs: 1_000 }))]),
    ).toMatchObject({
      kind: 'waitFor',
    });
    expect(rig.get(id).step).toBe('sealed');
    await rig.run(id, ...seal('a'), send, seen);
    expect(rig.get(id)).toMatchObject({ step: 'sent', sends: 2 });
  });

  it('sends a file again that is not on the draft', async () => {
    const { rig, id } = withFile();
    const again: Exchange = ['addSmallAttachment a.bin 5', answering({ id: 'a2' })];
    await rig.run(id, draft, attach, reads(snapshot), listed(), again, ...seal('a2'), send, seen);
    expect(rig.get(id)).toMatchObject({
      step: 'sent',
      attachments: [{ remoteId: 'a2', restart: { atBytes: 5, why: 'it is not on the draft any more' } }],
    });
    expect(rig.history(id)).toContain('“a.bin” goes again: it is not on the draft any more.');
  });

  it('deletes a second copy of one of our files', async () => {
    const { rig, id } = withFile();
    const deletes: Exchange = ['deleteAttachment x', answering(null)];
    const both = listed(['a', 'a.bin'], ['x', 'a.bin']);
    await rig.run(id, draft, attach, reads(snapshot), both, both, deletes, ...seal('a'), send, seen);
    expect(rig.get(id).step).toBe('sent');
  });

  const edits: Readonly<Record<string, DraftSnapshot>> = {
    'another subject': { ...snapshot, subject: 'Plans!' },
    'another text': { ...snapshot, bodyContent: 'The plans are attached!' },
    'one recipient more': { ...snapshot, cc: ['legal@sandbox.example'] },
    'another recipient': { ...snapshot, to: ['legal@sandbox.example'] },
    'a recipient that moved to bcc': { ...snapshot, to: [], bcc: ['finance@sandbox.example'] },
  };

  it.each(Object.keys(edits))('stops for a person when it finds %s', async (name) => {
    const { rig, id } = withFile();
    await rig.run(id, draft, attach, reads(edits[name] ?? null));
    expect(rig.get(id)).toMatchObject({
      step: 'needsHuman',
      sends: 0,
      error: { error_code: 'message_altered_elsewhere', retriable: false },
    });
  });

  it('stops for a person when somebody else added a file, or sent the draft', async () => {
    const stranger = withFile();
    const foreign = listed(['a', 'a.bin'], ['y', 'theirs.bin']);
    await stranger.rig.run(stranger.id, draft, attach, reads(snapshot), foreign, foreign);
    expect(stranger.rig.get(stranger.id)).toMatchObject({ step: 'needsHuman', sends: 0 });

    const sent = withFile();
    await sent.rig.run(sent.id, draft, attach, reads(snapshot, false));
    expect(sent.rig.get(sent.id)).toMatchObject({ step: 'needsHuman', sends: 0 });
  });

  it('does not mind the order and case of addresses', async () => {
    const { rig, id } = withFile();
    const shuffled = { ...snapshot, to: ['Finance@Sandbox.example'] };
    await rig.run(id, draft, attach, reads(shuffled), listed(['a', 'a.bin']), send, seen);
    expect(rig.get(id).step).toBe('sent');
  });

  it('cannot compare what a server never shows, and still insists on the files', async () => {
    const { rig, id } = withFile();
    const bare: Exchange = ['createDraft', answering({ id: 'd1', snapshot: null })];
    await rig.run(id, bare, attach, reads(null), listed(['a', 'a.bin']), send, seen);
    expect(rig.get(id).step).toBe('sent');
  });

  it('stops for a person, after a few rounds, at a mailbox that takes files and never has them', async () => {
    const { rig, id } = withFile();
    const round = [attach, reads(snapshot), listed()];
    const outcome = await rig.run(id, draft, ...Array.from({ length: 8 }, () => round).flat());
    expect(outcome).toMatchObject({ kind: 'dead', error: { code: 'provider_upload_finalize_failed' } });
    expect(rig.get(id)).toMatchObject({ sends: 0, error: { error_code: 'provider_upload_finalize_failed' } });
  });

  it('stops for a person when a file is too large for one request and too small for a session', async () => {
    const { rig, id } = withFile();
    const tooSmall = failing(refused(400, { code: 'ErrorAttachmentSizeShouldNotBeLessThanMinimumSize' }));
    const round: readonly Exchange[] = [
      ['addSmallAttachment a.bin 5', failing(refused(413))],
      ['createUploadSession a.bin', tooSmall],
    ];
    const outcome = await rig.run(id, draft, ...Array.from({ length: 12 }, () => round).flat());
    expect(outcome).toMatchObject({ kind: 'dead' });
    expect(rig.get(id).sends).toBe(0);
  });

  it.each([
    ['the draft', [['readDraft d1', notFound]]],
    ['its files', [reads(snapshot), ['listAttachments d1', failing(refused(503))]]],
  ] as const)('tries again when %s cannot be read just now', async (_name, script) => {
    const { rig, id } = withFile();
    expect(await rig.run(id, draft, attach, ...script)).toMatchObject({ kind: 'retry' });
    expect(rig.get(id).step).toBe('drafted');
    await rig.run(id, ...seal('a'), send, seen);
    expect(rig.get(id).step).toBe('sent');
  });
});

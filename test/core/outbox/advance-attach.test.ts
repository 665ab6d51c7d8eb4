import { describe, expect, it } from 'vitest';
import type { ChunkAnswer } from '../../../main/core/ports/mail-service.ts';
import type { Reply } from '../../../main/core/ports/reply.ts';
import { file, outboxRig } from '../../helpers/outbox-rig.ts';
import { answering, failing, lost, refused } from '../../helpers/sample-faults.ts';
import { dies, type Exchange, goodDay, listed, notFound } from '../../helpers/scripted-mail-service.ts';

const { draft, seal, send, seen } = goodDay;
const arrives = (...ids: readonly string[]): readonly Exchange[] => [...seal(...ids), send, seen];

describe('T3, one request', () => {
  const attach = 'addSmallAttachment a.bin 5';

  async function interrupted() {
    const rig = outboxRig();
    const id = rig.submit([file('a.bin', 5)]);
    expect(await rig.run(id, draft, [attach, dies])).toBe('died');
    rig.restart();
    expect(rig.get(id).attachments[0]?.step).toBe('open');
    return { rig, id };
  }

  it('deletes what the lost request attached and attaches it again', async () => {
    const { rig, id } = await interrupted();
    await rig.run(
      id,
      listed(['x', 'a.bin']),
      ['deleteAttachment x', answering(null)],
      [attach, answering({ id: 'a' })],
      ...arrives('a'),
    );
    expect(rig.get(id)).toMatchObject({ step: 'sent', attachments: [{ remoteId: 'a', confirmedBytes: 5 }] });
    expect(rig.history(id)).toContain('“a.bin” goes again: the answer for it was lost.');
  });

  it('attaches it again when the lost request had no effect', async () => {
    const { rig, id } = await interrupted();
    await rig.run(id, listed(), [attach, answering({ id: 'a' })], ...arrives('a'));
    expect(rig.get(id).step).toBe('sent');
  });

  it('touches nothing when somebody else added a file meanwhile', async () => {
    const { rig, id } = await interrupted();
    expect(await rig.run(id, listed(['x', 'a.bin'], ['y', 'theirs.bin']))).toMatchObject({
      kind: 'dead',
      error: { code: 'message_altered_elsewhere' },
    });
    expect(rig.get(id)).toMatchObject({ step: 'needsHuman', error: { error_code: 'message_altered_elsewhere' } });
  });

  it('US6: sends in chunks what the service finds too large for one request', async () => {
    const rig = outboxRig();
    const id = rig.submit([file('a.bin', 5)]);
    await rig.run(
      id,
      draft,
      [attach, failing(refused(413))],
      ['createUploadSession a.bin', answering({ uploadUrl: 'u1', expiresAtMs: null })],
      ['putChunk u1 0+5/5', answering({ kind: 'complete', attachmentId: 'a' })],
      listed(['a', 'a.bin']),
      ...arrives('a'),
    );
    expect(rig.get(id)).toMatchObject({ step: 'sent', attachments: [{ mode: 'session' }] });
  });
});

const at = (nextOffset: number): Reply<ChunkAnswer> => answering({ kind: 'continue', nextOffset });
const complete = (attachmentId: string | null): Reply<ChunkAnswer> => answering({ kind: 'complete', attachmentId });
const session = (uploadUrl: string, expiresAtMs: number | null = null): Exchange => [
  'createUploadSession a.bin',
  answering({ uploadUrl, expiresAtMs }),
];
const put = (range: string, answer: Exchange[1], url = 'u1'): Exchange => [`putChunk ${url} ${range}/25`, answer];
const asks = (answer: Exchange[1]): Exchange => ['readUploadOffset u1', answer];
const cancels: Exchange = ['cancelUpload u1', answering(null)];
const whole = (url: string, id: string | null): readonly Exchange[] => [
  session(url),
  put('0+10', at(10), url),
  put('10+10', at(20), url),
  put('20+5', complete(id), url),
];
const attached = listed(['a', 'a.bin']);

function large() {
  const rig = outboxRig();
  return { rig, id: rig.submit([file('a.bin', 25, 'session')]) };
}

async function interruptedAt10() {
  const { rig, id } = large();
  expect(await rig.run(id, draft, session('u1'), put('0+10', at(10)), put('10+10', dies))).toBe('died');
  rig.restart();
  expect(rig.get(id).attachments).toMatchObject([{ step: 'open', confirmedBytes: 10 }]);
  return { rig, id };
}

describe('T3, chunks', () => {
  it('US1: uploads, and keeps the upload address sealed and only as long as it is needed', async () => {
    const { rig, id } = large();
    await rig.run(id, draft, session('u1'), put('0+10', dies));
    expect(rig.get(id).attachments[0]?.sealedUploadUrl).toMatch(/^uploadUrl:/);
    const again = large();
    await again.rig.run(again.id, draft, ...whole('u1', 'a'), attached, ...arrives('a'));
    expect(again.rig.get(again.id)).toMatchObject({ step: 'sent', attachments: [{ sealedUploadUrl: null }] });
  });

  it('US4: resumes at the server’s offset, which knows of a chunk that we do not', async () => {
    const { rig, id } = await interruptedAt10();
    await rig.run(
      id,
      listed(),
      asks(answering({ nextOffset: 20 })),
      put('20+5', complete('a')),
      attached,
      ...arrives('a'),
    );
    expect(rig.get(id).step).toBe('sent');
  });

  it('US4: goes back with a server that lost what it had confirmed', async () => {
    const { rig, id } = await interruptedAt10();
    await rig.run(
      id,
      listed(),
      asks(answering({ nextOffset: 0 })),
      put('0+10', at(10)),
      put('10+10', at(20)),
      put('20+5', complete('a')),
      attached,
      ...arrives('a'),
    );
    const why = 'the server holds less than it had confirmed';
    expect(rig.get(id)).toMatchObject({ step: 'sent', attachments: [{ restart: { atBytes: 10, why } }] });
    expect(rig.history(id)).toContain(`“a.bin” goes on from an earlier place: ${why}.`);
  });

  it('resumes at our own offset where the server does not tell', async () => {
    const { rig, id } = await interruptedAt10();
    await rig.run(
      id,
      listed(),
      asks(notFound),
      put('10+10', at(20)),
      put('20+5', complete('a')),
      attached,
      ...arrives('a'),
    );
    expect(rig.get(id).step).toBe('sent');
  });

  it('opens a new session when the old one is gone, and starts the file again', async () => {
    const { rig, id } = await interruptedAt10();
    const outcome = await rig.run(id, listed(), asks(notFound), put('10+10', notFound), cancels);
    expect(outcome).toMatchObject({ kind: 'retry', error: { code: 'provider_upload_session_timeout' } });
    expect(rig.get(id).attachments).toMatchObject([{ step: 'waiting', confirmedBytes: 0, sealedUploadUrl: null }]);
    await rig.run(id, listed(), ...whole('u2', 'a'), attached, ...arrives('a'));
    expect(rig.get(id).step).toBe('sent');
  });

  it('does not even ask a session whose time is over', async () => {
    const { rig, id } = large();
    const expiresAtMs = rig.clock.nowMs() + 60_000;
    await rig.run(id, draft, session('u1', expiresAtMs), put('0+10', at(10)), put('10+10', dies));
    rig.clock.advance(60_000);
    const outcome = await rig.run(id, listed());
    expect(outcome).toMatchObject({ kind: 'retry', error: { code: 'provider_upload_session_timeout' } });
    await rig.run(id, listed(), ...whole('u2', 'a'), attached, ...arrives('a'));
    expect(rig.get(id).step).toBe('sent');
  });

  it('sends in one request what is below the minimum of a session', async () => {
    const { rig, id } = large();
    const tooSmall = failing(refused(400, { code: 'ErrorAttachmentSizeShouldNotBeLessThanMinimumSize' }));
    const attach = ['addSmallAttachment a.bin 25', answering({ id: 'a' })] as const;
    await rig.run(id, draft, ['createUploadSession a.bin', tooSmall], attach, ...arrives('a'));
    expect(rig.get(id)).toMatchObject({ step: 'sent', attachments: [{ mode: 'small' }] });
  });

  it('US10: says that a session could not be created, and why', async () => {
    const { rig, id } = large();
    const busy = failing(refused(503, { code: 'serviceNotAvailable' }));
    expect(await rig.run(id, draft, ['createUploadSession a.bin', busy])).toMatchObject({ kind: 'retry' });
    expect(rig.get(id).error).toMatchObject({
      error_code: 'provider_upload_session_create_failed',
      details: { http_status: 503, provider_code: 'MS_API_UNAVAILABLE_503' },
    });
  });

  it('US3, US10: gives a session up after three retries of a chunk, and the message arrives later', async () => {
    const { rig, id } = large();
    const fails = put('0+10', failing(refused(502)));
    const stays = asks(answering({ nextOffset: 0 }));
    const outcome = await rig.run(id, draft, session('u1'), fails, stays, fails, stays, fails, stays, fails, cancels);
    expect(outcome).toMatchObject({ kind: 'retry', error: { code: 'provider_upload_chunk_failed', httpStatus: 502 } });
    await rig.run(id, listed(), ...whole('u2', 'a'), attached, ...arrives('a'));
    expect(rig.get(id)).toMatchObject({ step: 'sent', error: null });
  });

  it('US3: waits for a 429 in the middle without losing what is confirmed', async () => {
    const { rig, id } = large();
    const throttled = failing(refused(429, { retryAfterMs: 30_000 }));
    expect(await rig.run(id, draft, session('u1'), put('0+10', at(10)), put('10+10', throttled))).toEqual({
      kind: 'waitFor',
      untilMs: rig.clock.nowMs() + 30_000,
      because: 'throttled',
    });
    expect(rig.get(id)).toMatchObject({ step: 'drafted', error: { error_code: 'throttled_429' } });
    await rig.run(
      id,
      listed(),
      asks(answering({ nextOffset: 10 })),
      put('10+10', at(20)),
      put('20+5', complete('a')),
      attached,
      ...arrives('a'),
    );
    expect(rig.get(id).step).toBe('sent');
  });

  it('US6: fails for good when the mailbox finds the message too large in the middle', async () => {
    const { rig, id } = large();
    const tooLarge = failing(refused(413, { code: 'ErrorMessageSizeExceeded' }));
    await rig.run(id, draft, session('u1'), put('0+10', at(10)), put('10+10', tooLarge));
    expect(rig.get(id)).toMatchObject({
      step: 'failed',
      sends: 0,
      error: { error_code: 'provider_payload_too_large', details: { provider_code: 'ATTACHMENT_TOO_LARGE' } },
    });
  });
});

describe('T4, the answer to the last chunk', () => {
  const untilLast: readonly Exchange[] = [draft, session('u1'), put('0+10', at(10)), put('10+10', at(20))];

  it('finds the attachment by its name when 201 came without a Location', async () => {
    const { rig, id } = large();
    await rig.run(id, ...untilLast, put('20+5', complete(null)), attached, ...arrives('a'));
    expect(rig.get(id)).toMatchObject({ step: 'sent', attachments: [{ remoteId: 'a' }] });
  });

  it('takes the id that the draft lists when Location names it by another', async () => {
    const { rig, id } = large();
    await rig.run(id, ...untilLast, put('20+5', complete('other-kind-of-id')), attached, ...arrives('a'));
    expect(rig.get(id)).toMatchObject({ step: 'sent', attachments: [{ remoteId: 'a' }] });
  });

  it('trusts Location when the draft cannot be listed just now, because the seal lists it again', async () => {
    const { rig, id } = large();
    const unavailable: Exchange = ['listAttachments d1', failing(refused(503))];
    await rig.run(id, ...untilLast, put('20+5', complete('a')), unavailable, ...arrives('a'));
    expect(rig.get(id).step).toBe('sent');
  });

  it('US4, US10: sends the file again when the server took it all and the draft does not have it', async () => {
    const { rig, id } = large();
    const outcome = await rig.run(id, ...untilLast, put('20+5', complete(null)), listed());
    expect(outcome).toMatchObject({ kind: 'retry', error: { code: 'provider_upload_finalize_failed' } });
    await rig.run(id, listed(), ...whole('u2', 'a'), attached, ...arrives('a'));
    expect(rig.get(id).step).toBe('sent');
  });

  it('deletes the attachment of a lost 201 before the file goes again, so that it is there once', async () => {
    const { rig, id } = large();
    const outcome = await rig.run(
      id,
      ...untilLast,
      put('20+5', failing(lost)),
      asks(notFound),
      put('20+5', notFound),
      cancels,
    );
    expect(outcome).toMatchObject({ kind: 'retry' });
    rig.restart();
    const deletes: Exchange = ['deleteAttachment x', answering(null)];
    await rig.run(id, listed(['x', 'a.bin']), deletes, ...whole('u2', 'a'), attached, ...arrives('a'));
    expect(rig.get(id)).toMatchObject({ step: 'sent', attachments: [{ remoteId: 'a' }] });
  });

  it('clears the slate when the process died over the last answer', async () => {
    const { rig, id } = large();
    expect(await rig.run(id, ...untilLast, put('20+5', dies))).toBe('died');
    rig.restart();
    const deletes: Exchange = ['deleteAttachment x', answering(null)];
    await rig.run(id, listed(['x', 'a.bin']), deletes, ...whole('u2', 'a'), attached, ...arrives('a'));
    expect(rig.get(id).step).toBe('sent');
  });

  it('sends the file again when two of its name are there and none can be told to be it', async () => {
    const { rig, id } = large();
    const two = listed(['x', 'a.bin'], ['y', 'a.bin']);
    const deletes: readonly Exchange[] = [
      ['deleteAttachment x', answering(null)],
      ['deleteAttachment y', failing(refused(404))],
    ];
    await rig.run(
      id,
      ...untilLast,
      put('20+5', complete(null)),
      two,
      two,
      ...deletes,
      ...whole('u2', 'a'),
      attached,
      ...arrives('a'),
    );
    expect(rig.get(id).step).toBe('sent');
  });

  it('keeps a finished file when the next one is interrupted', async () => {
    const rig = outboxRig();
    const id = rig.submit([file('a.bin', 5), file('b.bin', 6)]);
    const first: Exchange = ['addSmallAttachment a.bin 5', answering({ id: 'a' })];
    const second = 'addSmallAttachment b.bin 6';
    await rig.run(id, draft, first, [second, dies]);
    rig.restart();
    const deletes: Exchange = ['deleteAttachment x', answering(null)];
    await rig.run(
      id,
      listed(['a', 'a.bin'], ['x', 'b.bin']),
      deletes,
      [second, answering({ id: 'b' })],
      ...arrives('a', 'b'),
    );
    expect(rig.get(id)).toMatchObject({ step: 'sent', attachments: [{ remoteId: 'a' }, { remoteId: 'b' }] });
  });
});

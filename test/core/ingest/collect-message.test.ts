import { describe, expect, it } from 'vitest';
import { cancelSource } from '../../../main/core/jobs/cancel-source.ts';
import type { DownloadResult } from '../../../main/core/ports/mailbox-reader.ts';
import { ingestRig, type IngestRigOptions } from '../../helpers/ingest-rig.ts';
import { must } from '../../helpers/ingest-store-rig.ts';
import { digestOf, type MemoryFile } from '../../helpers/memory-mailbox.ts';
import { lost, neverSent, pacedUntil, refused } from '../../helpers/sample-faults.ts';

const done = { kind: 'done' };
const day = 24 * 60 * 60_000;

function noticed(files: readonly MemoryFile[] = [{ id: 'one' }], html?: string, options?: IngestRigOptions) {
  const rig = ingestRig(options);
  const body = { contentType: 'html', content: html ?? '' } as const;
  rig.mailbox.deliver('m', files, { body });
  rig.notice('m');
  return rig;
}

function filesOf(rig: ReturnType<typeof ingestRig>) {
  return rig.files('m').map(({ attachmentId, state }) => [attachmentId, state]);
}

function inline(rig: ReturnType<typeof ingestRig>): unknown[] {
  return rig.db().connection.prepare('SELECT is_inline FROM file ORDER BY id').pluck().all();
}

describe('a message', () => {
  it('GW2: is complete when each of its files is stored under the hash of its bytes', async () => {
    const rig = noticed([
      { id: 'one', bytes: 'first' },
      { id: 'two', bytes: 'second' },
    ]);
    expect(await rig.collect('m')).toEqual(done);
    expect(rig.message('m')).toMatchObject({ state: 'complete' });
    expect(rig.files('m').map(({ sha256, sizeBytes }) => [sha256, sizeBytes])).toEqual([
      [digestOf('first'), 5],
      [digestOf('second'), 6],
    ]);
    expect(await rig.collect('m')).toEqual(done);
    expect(rig.mailbox.asked).toEqual(['readMessage m', 'listAttachments m', 'download m/one', 'download m/two']);
  });

  it('may have no files, empty ones, and the same one twice', async () => {
    const rig = noticed([
      { id: 'empty', bytes: '' },
      { id: 'twin', bytes: 'x' },
      { id: 'TWIN', bytes: 'x' },
    ]);
    rig.mailbox.deliver('bare');
    rig.notice('bare');
    await rig.collect('m');
    await rig.collect('bare');
    expect(rig.states()).toEqual({ m: 'complete', bare: 'complete' });
    expect(rig.files('m').map(({ sizeBytes }) => sizeBytes)).toEqual([0, 1, 1]);
    expect(rig.blobs.size).toBe(2);
  });

  it('keeps a link as a link and never fetches it', async () => {
    const rig = noticed([{ id: 'link', kind: 'link' }]);
    await rig.collect('m');
    expect(filesOf(rig)).toEqual([['link', 'link']]);
    expect(rig.message('m').state).toBe('complete');
    expect(rig.mailbox.asked.join()).not.toContain('download');
  });

  it('names what was inside another message by its form', async () => {
    const rig = noticed([
      { id: 'mail', kind: 'item', name: 'Re: plans', contentType: '' },
      { id: 'contact', kind: 'item', name: 'Sandbox Legal', sniffed: 'text/vcard' },
      { id: 'event', kind: 'item', name: 'Meeting.ics', sniffed: 'text/calendar' },
    ]);
    await rig.collect('m');
    expect(rig.files('m').map(({ name, contentType }) => [name, contentType])).toEqual([
      ['Re: plans.eml', 'message/rfc822'],
      ['Sandbox Legal.vcf', 'text/vcard'],
      ['Meeting.ics', 'text/calendar'],
    ]);
  });

  it('tells pictures of its text apart by what the text shows, and asks only when it shows anything', async () => {
    const files = [{ id: 'shown', contentId: '<logo@1>' }, { id: 'other', contentId: 'banner' }, { id: 'plain' }];
    const rig = noticed(files, '<img src="cid:LOGO%401">');
    await rig.collect('m');
    expect(inline(rig)).toEqual([1, 0, 0]);
    const plain = noticed(files, '<p>logo@1</p>');
    await plain.collect('m');
    expect(inline(plain)).toEqual([0, 0, 0]);
    expect(plain.mailbox.asked.join()).not.toContain('readContentId');
  });

  it('of a folder that is followed no more is left alone', async () => {
    const rig = ingestRig();
    rig.follow();
    rig.mailbox.deliver('m');
    await rig.sync();
    rig.store().unfollow(rig.message('m').account, must(rig.message('m').folder), 0);
    expect(await rig.collect('m')).toEqual(done);
    expect(rig.states()).toEqual({ m: 'noticed' });
    expect(rig.mailbox.asked).toHaveLength(1);
  });
});

describe('a message that is not there', () => {
  it('yet is waited for, without counting, as long as it may still show', async () => {
    const rig = noticed();
    rig.mailbox.fail('readMessage', refused(404), '', 100);
    const waits: number[] = [];
    for (let waited = 0; waited < 10 * 60_000;) {
      const outcome = await rig.collect('m', { attempts: 9 });
      expect(outcome).toMatchObject({ kind: 'waitFor', because: 'notYetThere' });
      const untilMs = outcome.kind === 'waitFor' ? outcome.untilMs : 0;
      waits.push((untilMs - rig.world.nowMs) / 1000);
      waited += untilMs - rig.world.nowMs;
      rig.world.nowMs = untilMs;
    }
    expect(waits).toEqual([1, 5, 30, 120, 120, 120, 120, 120]);
    expect(await rig.collect('m')).toEqual(done);
    expect(rig.message('m').state).toBe('gone');
  });

  it('at first and then is, is complete', async () => {
    const rig = noticed();
    rig.mailbox.fail('readMessage', refused(404));
    rig.mailbox.fail('listAttachments', refused(404));
    rig.mailbox.fail('download', refused(404));
    for (let times = 0; times < 3; times += 1) {
      expect(await rig.collect('m')).toMatchObject({ kind: 'waitFor', because: 'notYetThere' });
    }
    expect(await rig.collect('m')).toEqual(done);
    expect(filesOf(rig)).toEqual([['one', 'stored']]);
  });

  it('any more takes the rest of its files with it, and what is stored stays', async () => {
    const rig = noticed([{ id: 'one' }, { id: 'two' }]);
    rig.mailbox.fail('download', lost, 'two');
    await rig.collect('m');
    rig.mailbox.remove('m');
    rig.world.nowMs += day;
    expect(await rig.collect('m')).toEqual(done);
    expect(filesOf(rig)).toEqual([
      ['one', 'stored'],
      ['two', 'gone'],
    ]);
    expect(rig.message('m').state).toBe('complete');
  });
});

describe('one bad file', () => {
  const refusals: readonly [string, DownloadResult][] = [
    ['refused', { kind: 'fault', fault: refused(400, { code: 'ErrorCannotOpenFileAttachment' }) }],
    ['too large', { kind: 'failed', failure: 'tooLarge' }],
  ];
  it.each(refusals)('that is %s does not keep the others, and is a dead letter at once', async (_, result) => {
    const rig = noticed([{ id: 'one' }, { id: 'bad' }, { id: 'three' }]);
    rig.mailbox.fail('download', result, 'bad', 100);
    const outcome = await rig.collect('m');
    expect(outcome).toMatchObject({ kind: 'dead', reason: 'permanent' });
    expect(filesOf(rig)).toEqual([
      ['one', 'stored'],
      ['bad', 'needsYou'],
      ['three', 'stored'],
    ]);
    expect(rig.message('m').state).toBe('needsYou');
  });

  it('that may pass is tried again alone', async () => {
    const rig = noticed([{ id: 'one' }, { id: 'bad' }, { id: 'three' }]);
    rig.mailbox.fail('download', refused(500, { code: 'ErrorCorruptData' }), 'bad');
    rig.mailbox.fail('download', { kind: 'failed', failure: 'cutShort' }, 'bad');
    expect(await rig.collect('m')).toMatchObject({ kind: 'retry', error: { httpStatus: 500 } });
    expect(await rig.collect('m')).toMatchObject({ kind: 'retry', error: { code: 'provider_unavailable' } });
    rig.mailbox.asked.length = 0;
    expect(await rig.collect('m')).toEqual(done);
    expect(rig.mailbox.asked).toEqual(['download m/bad']);
  });

  it('is fetched again when somebody wants it, and the letter is answered', async () => {
    const rig = noticed([{ id: 'one' }, { id: 'bad' }]);
    rig.mailbox.fail('download', refused(400), 'bad');
    await rig.collect('m');
    expect(await rig.collect('m')).toEqual(done);
    expect(rig.message('m')).toMatchObject({ state: 'complete', error: null });
  });
});

describe('a dead letter', () => {
  it.each([
    ['FETCH_MESSAGE', 'readMessage'],
    ['LIST_ATTACHMENTS', 'listAttachments'],
    ['DOWNLOAD', 'download'],
  ] as const)('GW4: of %s says whose it is and where it stopped', async (step, verb) => {
    const rig = noticed();
    rig.mailbox.fail(verb, refused(500, { code: 'ErrorInternalServerError', requestId: 'request-9' }), '', 100);
    // Words and list are here before, so that the run that dies has brought nothing new.
    await rig.collect('m');
    expect(await rig.collect('m', { attempts: 8 })).toMatchObject({ kind: 'retry' });
    const outcome = await rig.collect('m', { attempts: 9 });
    expect(outcome).toMatchObject({ kind: 'dead', reason: 'exhausted', error: { httpStatus: 500 } });
    expect(outcome.kind === 'dead' && outcome.error.detail).toContain(step);
    expect(rig.message('m')).toMatchObject({
      state: 'needsYou',
      error: {
        error_code: 'graph_5xx',
        details: {
          user_id: 'finance',
          message_id: 'm',
          subscription_id: 'subscription-1',
          step,
          http_status: 500,
          request_id: 'request-9',
          attempts: 10,
        },
      },
    });
  });

  it('is not made of a run that got further than any before', async () => {
    const rig = noticed();
    rig.mailbox.fail('download', refused(500), '', 100);
    expect(await rig.collect('m', { attempts: 9 })).toMatchObject({ kind: 'retry' });
  });

  it('GW4: is not made because the mailbox is closed: 403 for all of it waits for a person, for one item it is final', async () => {
    const rig = noticed();
    rig.mailbox.fail('readMessage', refused(403), '', 2);
    rig.mailbox.fail('listFolders', refused(403));
    expect(await rig.collect('m')).toMatchObject({ kind: 'waitFor', because: 'signIn' });
    expect(await rig.collect('m')).toMatchObject({ kind: 'dead', reason: 'permanent' });
  });
});

describe('what is no failure', () => {
  it('is waiting for pace and network, with the file as it was before', async () => {
    const rig = noticed();
    rig.mailbox.fail('download', pacedUntil(rig.world.nowMs + 7));
    expect(await rig.collect('m', { attempts: 9 })).toEqual({
      kind: 'waitFor',
      untilMs: rig.world.nowMs + 7,
      because: 'uploadBytes',
    });
    rig.world.nowMs += 10;
    rig.mailbox.fail('download', neverSent);
    expect(await rig.collect('m', { attempts: 9 })).toMatchObject({ kind: 'waitFor', because: 'offline' });
    expect(filesOf(rig)).toEqual([['one', 'queued']]);
  });

  it('I10: is a full disk: one looks every half minute, and all go on when there is room', async () => {
    const rig = noticed();
    rig.mailbox.deliver('n', [{ id: 'one' }]);
    rig.notice('n');
    rig.world.freeBytes = 10;
    expect(await rig.collect('m')).toEqual({
      kind: 'waitFor',
      untilMs: rig.world.nowMs + 30_000,
      because: 'diskFull',
    });
    expect(await rig.collect('n')).toMatchObject({ untilMs: rig.world.nowMs + 240_000, because: 'diskFull' });
    expect(rig.deps().room.lastShortage()).toEqual({ because: 'diskFull', freeBytes: 10, neededBytes: 1_000_000 });
    expect(rig.mailbox.asked.join()).not.toContain('download');
    rig.world.freeBytes = 2_000_000;
    rig.world.nowMs += 30_000;
    expect(await rig.collect('m')).toEqual(done);
    expect(rig.woken).toEqual(['diskFull']);
    expect(rig.deps().room.lastShortage()).toBeNull();
  });

  it('I10: is a disk that fills up under the download', async () => {
    const rig = noticed();
    rig.mailbox.fail('download', { kind: 'failed', failure: 'diskFull' });
    expect(await rig.collect('m')).toMatchObject({ kind: 'waitFor', because: 'diskFull' });
    expect(rig.deps().room.lastShortage()).toMatchObject({ because: 'diskFull', freeBytes: 0 });
    expect(filesOf(rig)).toEqual([['one', 'queued']]);
  });

  it('I10: is a quota that is reached', async () => {
    const rig = noticed(
      [
        { id: 'one', bytes: '12345' },
        { id: 'two', bytes: '123456' },
      ],
      '',
      { quotaBytes: 5 },
    );
    expect(await rig.collect('m')).toMatchObject({ kind: 'waitFor', because: 'quota' });
    expect(filesOf(rig)).toEqual([
      ['one', 'stored'],
      ['two', 'queued'],
    ]);
    expect(rig.deps().room.lastShortage()).toEqual({ because: 'quota', freeBytes: 0, neededBytes: 1 });
  });

  it('is being told to stop', async () => {
    const rig = noticed();
    const stop = cancelSource();
    rig.mailbox.fail('download', { kind: 'failed', failure: 'cancelled' });
    expect(await rig.collect('m')).toMatchObject({ kind: 'waitFor', because: 'stopping' });
    expect(filesOf(rig)).toEqual([['one', 'queued']]);
    stop.cancel();
    rig.mailbox.asked.length = 0;
    expect(await rig.collect('m', { stop })).toMatchObject({ kind: 'waitFor', because: 'stopping' });
    expect(rig.mailbox.asked).toEqual([]);
  });
});

import { chmodSync, mkdirSync, readFileSync, rmSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { documentOf, openSendRig, queueCommand, sendRig, type SendRig } from '../helpers/send-rig.ts';
import { asPlainUser } from '../helpers/plain-user.ts';
import { judgeDelivery } from './judge-delivery.ts';
import { refuse } from './refuse.ts';

let rig: SendRig;
beforeAll(async () => {
  rig = await openSendRig();
  // Something that every refusal below must leave as it is.
  await rig.run(queueCommand('before', []));
});
afterAll(() => rig.close());

const attach = (path: string): readonly string[] => queueCommand('bad', [path]);

describe('a file that cannot be sent is refused before anything is queued', () => {
  it('MP2: that does not exist', async () => {
    expect(await refuse(rig, attach('no-such-file.bin'))).toEqual({
      code: 1,
      error_code: 'source_missing',
      field: 'attachments',
      message: '"no-such-file.bin" does not exist. Nothing was sent.',
      retriable: false,
    });
  });

  it('MP2: that is empty', async () => {
    writeFileSync(join(rig.folder, 'empty.bin'), '');
    expect(await refuse(rig, attach('empty.bin'))).toMatchObject({
      code: 1,
      error_code: 'source_empty',
      message: '"empty.bin" is empty. Nothing was sent.',
    });
  });

  it('MP2: that is a folder', async () => {
    mkdirSync(join(rig.folder, 'folder'));
    expect(await refuse(rig, attach('folder'))).toMatchObject({
      code: 1,
      error_code: 'source_unreadable',
      message: '"folder" is not a file. Nothing was sent.',
    });
  });

  it('MP2: of 151 MB, and its neighbours with it', async () => {
    rig.file('fine.bin', 1_000);
    writeFileSync(join(rig.folder, 'huge.bin'), '');
    truncateSync(join(rig.folder, 'huge.bin'), 151_000_000);
    expect(await refuse(rig, queueCommand('bad', ['fine.bin', 'huge.bin']))).toMatchObject({
      code: 1,
      error_code: 'source_too_large',
      message: '"huge.bin" is over 150 MB, the most that one file may have. Nothing was sent.',
    });
  });

  it('MP2: that changes while it is read', async () => {
    const path = join(rig.folder, 'growing.bin');
    writeFileSync(path, '');
    truncateSync(path, 60_000_000);
    const touching = setInterval(() => utimesSync(path, new Date(), new Date()), 2);
    try {
      expect(await refuse(rig, attach('growing.bin'))).toMatchObject({
        code: 1,
        error_code: 'source_changed',
        message: '"growing.bin" changed while it was read. Nothing was sent.',
        retriable: true,
      });
    } finally {
      clearInterval(touching);
    }
  });

  it('MP2: that this user may not read', async ({ skip }) => {
    const through = await asPlainUser();
    if (through === null) return skip('Everything is readable for root, and this machine has no setpriv.');
    const plain = await sendRig();
    chmodSync(plain.folder, 0o777);
    chmodSync(plain.file('secret.bin', 10), 0o000);
    expect(await refuse(plain, attach('secret.bin'), { through, env: { HOME: plain.folder } })).toMatchObject({
      code: 1,
      error_code: 'source_unreadable',
      message: '"secret.bin" cannot be read. Nothing was sent.',
    });
  });
});

describe('a file that was attached is sent as it was then', () => {
  it.each([
    ['deleted', (path: string) => rmSync(path)],
    ['overwritten', (path: string) => writeFileSync(path, 'something else')],
    ['emptied', (path: string) => truncateSync(path, 0)],
  ])('US1: though it was %s since', async (_, harm) => {
    const own = await sendRig();
    const path = own.file('plan.bin', 40_000);
    const bytes = readFileSync(path);
    const queued = await own.run(queueCommand('plan', [path]));
    expect(queued).toMatchObject({ code: 75 });
    harm(path);
    expect(await own.run(['run'])).toMatchObject({ code: 0 });
    writeFileSync(path, bytes);
    expect(judgeDelivery(own.server, 'plan', [path])).toEqual([]);
    expect(documentOf(await own.run(['outbox', 'list']))).toMatchObject([{ key: 'plan', state: 'sent' }]);
  });
});

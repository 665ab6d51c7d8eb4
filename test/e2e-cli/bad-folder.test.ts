import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { documentOf, queueCommand, readOutbox, sendCommand, sendRig, type SendRig } from '../helpers/send-rig.ts';
import { asPlainUser } from '../helpers/plain-user.ts';
import { judgeDelivery } from './judge-delivery.ts';
import { refuse } from './refuse.ts';

/** Files that a process writes cannot grow beyond this: how a full disk looks from inside. */
const withRoomFor = (kib: number): readonly string[] => ['bash', '-c', `ulimit -f ${kib}; exec "$@"`, 'bash'];

function setUserVersion(rig: SendRig, version: number): number {
  const connection = new BetterSqlite3(join(rig.dataDir, 'mailroom.db'));
  const before = connection.pragma('user_version', { simple: true }) as number;
  connection.pragma(`user_version = ${version}`);
  connection.close();
  return before;
}

describe('a data folder that cannot be used', () => {
  it('of a newer version is refused with both versions, and works again with the right one', async () => {
    const rig = await sendRig();
    await rig.run(queueCommand('kept', []));
    const known = setUserVersion(rig, 999);
    const refused = await refuse(rig, queueCommand('new', []));
    expect(refused).toMatchObject({ code: 1, error_code: 'database_newer', retriable: false });
    expect(refused.message).toContain(`it has version 999 and this Mailroom knows versions up to ${known}`);
    expect(refused.message).toMatch(/Nothing was changed\.$/);
    setUserVersion(rig, known);
    expect(await rig.run(['run'])).toMatchObject({ code: 0 });
    expect(judgeDelivery(rig.server, 'kept', [])).toEqual([]);
  });

  it('that is a file, or lies below one, is refused with 2', async () => {
    const rig = await sendRig();
    writeFileSync(join(rig.folder, 'file'), 'not a folder');
    for (const dataDir of [join(rig.folder, 'file'), join(rig.folder, 'file', 'below')]) {
      expect(await refuse(rig, [...queueCommand('lost', []), '--data-dir', dataDir])).toEqual({
        code: 2,
        error_code: 'config_invalid',
        field: 'dataDir',
        message: 'The data folder is a file, or lies below one. Nothing was started.',
        retriable: false,
      });
    }
  });

  it('that this user may not write is refused with 2', async ({ skip }) => {
    const through = await asPlainUser();
    if (through === null) return skip('Everything is writable for root, and this machine has no setpriv.');
    const rig = await sendRig();
    chmodSync(rig.folder, 0o555);
    expect(await refuse(rig, queueCommand('lost', []), { through, env: { HOME: rig.folder } })).toMatchObject({
      code: 2,
      error_code: 'config_invalid',
      field: 'dataDir',
      message: 'The data folder may not be written by this user. Nothing was started.',
    });
  });

  it('of another program is left as it is', async () => {
    const rig = await sendRig();
    await rig.run(['outbox', 'list']);
    const connection = new BetterSqlite3(join(rig.dataDir, 'mailroom.db'));
    connection.pragma('application_id = 4711');
    connection.close();
    expect(await refuse(rig, queueCommand('lost', []))).toMatchObject({
      code: 1,
      error_code: 'database_unsafe',
      message: 'mailroom.db in the data folder was made by another program. Nothing was changed.',
    });
  });
});

describe('a full disk', () => {
  it('refuses a file that it cannot hold, and takes it once there is room', async () => {
    const rig = await sendRig();
    await rig.run(queueCommand('before', []));
    const path = rig.file('large.bin', 3_400_000);
    expect(await refuse(rig, queueCommand('full', [path]), { through: withRoomFor(2_000) })).toMatchObject({
      code: 1,
      error_code: 'disk_full',
      field: 'attachments',
      message: '"large.bin" does not fit: the disk with the data folder is full. Nothing was sent.',
      retriable: true,
    });
    expect(await rig.run(sendCommand('full', [path]))).toMatchObject({ code: 0 });
    expect(judgeDelivery(rig.server, 'full', [path])).toEqual([]);
  });

  it.each([0, 8, 64])(
    'refuses to start where the database has room for %i KiB, and starts once there is more',
    async (kib) => {
      const rig = await sendRig();
      expect(await refuse(rig, queueCommand('full', []), { through: withRoomFor(kib) })).toMatchObject({
        code: 1,
        error_code: 'disk_full',
        retriable: true,
      });
      expect(readOutbox(rig.dataDir)).toEqual([]);
      expect(await rig.run(sendCommand('full', []))).toMatchObject({ code: 0 });
      expect(judgeDelivery(rig.server, 'full', [])).toEqual([]);
    },
  );

  it.each([40, 160])(
    'stops a run that fills it after %i KiB, instead of waiting for ever; the next one finishes',
    async (kib) => {
      const rig = await sendRig();
      const path = rig.file('large.bin', 3_400_000);
      await rig.run(queueCommand('full', [path]));
      const full = await rig.run(['run', '--until-idle'], { through: withRoomFor(kib) });
      expect(full).toMatchObject({ code: 1 });
      expect(documentOf(full)).toMatchObject({ error: { error_code: 'disk_full', retriable: true } });
      expect(readOutbox(rig.dataDir)).toHaveLength(1);
      expect(rig.server.sent).toEqual([]);
      expect(await rig.run(['run', '--until-idle'])).toMatchObject({ code: 0 });
      expect(judgeDelivery(rig.server, 'full', [path])).toEqual([]);
      expect([...rig.server.mailbox.messages.values()].filter(({ isDraft }) => isDraft)).toEqual([]);
    },
  );
});

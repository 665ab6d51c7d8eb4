import { chmodSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { diskExportFolders } from '../../../main/adapters/export/export-folders.ts';
import type { Marking } from '../../../main/adapters/export/mark-from-outside.ts';
import type { WriteResult } from '../../../main/core/ports/file-exports.ts';
import { exportRig } from './export-rig.ts';

type Rig = Awaited<ReturnType<typeof exportRig>>;

const nowMs = Date.parse('2026-11-21T14:00:00.000Z');

function marking(platform: NodeJS.Platform, xattr = '/nowhere/xattr'): Marking {
  return { platform, xattr, nowMs: () => nowMs };
}

/** Stands for the tool of macOS: writes down how it was called, and what was in the folder then. */
function writeTool(rig: Rig): { path: string; seen: () => string[] } {
  const path = join(rig.dataDir, 'xattr');
  const log = join(rig.dataDir, 'xattr.log');
  writeFileSync(path, `#!/bin/sh\nprintf '%s\\n' "$@" > '${log}'\nls -A '${rig.target}' >> '${log}'\n`);
  chmodSync(path, 0o755);
  return { path, seen: () => readFileSync(log, 'utf8').trimEnd().split('\n') };
}

async function save(rig: Rig, how: Marking): Promise<WriteResult> {
  const bytes = await rig.store('plans');
  const folder = await diskExportFolders(rig.blobs, how).open(rig.target);
  if ('failure' in folder) throw new Error(folder.failure);
  return folder.write(bytes, '-w $(id).txt');
}

describe('I6: the mark of foreign origin', () => {
  it('is the zone of the Internet on Windows, in a stream of the file before it has its name', async () => {
    const rig = await exportRig();
    expect(await save(rig, marking('win32'))).toMatchObject({ kind: 'written', lacksMark: false });
    // Here, where files have no streams, it is a file beside the temporary one.
    const [stream = ''] = readdirSync(rig.target).filter((name) => name.endsWith(':Zone.Identifier'));
    expect(stream).toMatch(/^\.mailroom-[0-9a-f-]{36}\.part:Zone\.Identifier$/);
    expect(readFileSync(join(rig.target, stream), 'utf8')).toBe(
      '[ZoneTransfer]\r\nZoneId=3\r\nHostUrl=about:internet\r\n',
    );
  });

  it('is the quarantine on macOS, set without a shell while the file has no name yet', async () => {
    const rig = await exportRig();
    const tool = writeTool(rig);
    expect(await save(rig, marking('darwin', tool.path))).toMatchObject({ kind: 'written', lacksMark: false });
    const [write, attribute, value, path, ...present] = tool.seen();
    expect([write, attribute]).toEqual(['-w', 'com.apple.quarantine']);
    expect(value).toMatch(new RegExp(`^0081;${(nowMs / 1000).toString(16)};Mailroom;[0-9A-F-]{36}$`));
    expect(present).toEqual([path?.slice(rig.target.length + 1)]);
    expect(readdirSync(rig.target)).toEqual(['-w $(id).txt']);
  });

  it('is missed aloud where the disk cannot hold it', async () => {
    const rig = await exportRig();
    expect(await save(rig, marking('darwin'))).toMatchObject({ kind: 'written', lacksMark: true });
    expect(rig.saved()).toEqual({ '-w $(id).txt': 'plans' });
  });

  it('does not exist on Linux, where a file without the right to run does not run', async () => {
    const rig = await exportRig();
    expect(await save(rig, marking('linux'))).toMatchObject({ kind: 'written', lacksMark: false });
  });
});

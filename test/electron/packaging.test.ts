import { createORPCClient } from '@orpc/client';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { ApiClient } from '../../main/engine/host.ts';
import { messagePortWire } from '../../renderer/client/open-message-port.ts';
import { wrongFuses } from '../../scripts/packaged-fuses.ts';
import { listArchive } from './list-archive.ts';
import { packagingRig, writeProgram } from './package-desktop.ts';
import { startWorkerChild } from './worker-child.ts';
import { patiently } from '../helpers/patiently.ts';

const root = resolve(import.meta.dirname, '..', '..');
const rig = packagingRig();

beforeAll(() => {
  for (const { status, output } of [rig.build(), rig.package()]) {
    if (status !== 0) throw new Error(output);
  }
});
afterAll(() => rig.remove());

function names(): string[] {
  return listArchive(join(rig.resources, 'app.asar')).map(({ path }) => path);
}

describe('the package', () => {
  it('holds what its manifest and its sources name', () => {
    const migrations = readdirSync(join(root, 'main', 'adapters', 'sqlite', 'migrations'));
    const runbooks = readdirSync(join(root, 'docs', 'runbooks'));
    expect(names()).toEqual(
      expect.arrayContaining([
        'package.json',
        'dist/main/index.js',
        'dist/main/engine-process.js',
        'dist/main/tray.png',
        'dist/main/tray@2x.png',
        ...migrations.map((name) => `dist/main/migrations/${name}`),
        ...runbooks.map((name) => `dist/main/runbooks/${name}`),
        'dist/preload/index.cjs',
        'dist/renderer/index.html',
      ]),
    );
  });

  it('holds nothing else: no source, no test, no library but the database', () => {
    const others = names().filter((name) => !/^(package\.json$|dist\/(main|preload|renderer)\/)/.test(name));
    expect(others.filter((name) => !name.startsWith('node_modules/better-sqlite3/'))).toEqual([]);
    expect(names().filter((name) => /\.(ts|tsx|map|log|env)$/.test(name))).toEqual([]);
  });

  it('has the database’s binary for its own system, outside the archive, where it can be loaded', () => {
    const binaries = listArchive(join(rig.resources, 'app.asar')).filter(({ path }) => path.endsWith('.node'));
    const path = 'node_modules/better-sqlite3/prebuilds/linux-x64.node';
    expect(binaries).toEqual([{ path, unpacked: true }]);
    const folder = join(rig.resources, 'app.asar.unpacked', 'node_modules', 'better-sqlite3', 'prebuilds');
    expect(readdirSync(folder)).toEqual(['linux-x64.node']);
  });

  it('S1: has every fuse as the threat model asks', async () => {
    expect(await wrongFuses(rig.program)).toEqual([]);
  });

  it('S1: would be refused with any fuse set otherwise, missing, or new', async () => {
    const right = '010011001';
    const program = join(rig.folder, 'program');
    for (const [position, state] of right.split('').entries()) {
      const wrong = state === '1' ? '0' : '1';
      writeProgram(program, right.slice(0, position) + wrong + right.slice(position + 1));
      expect((await wrongFuses(program)).length, `fuse ${position}`).toBe(1);
    }
    writeProgram(program, right.slice(0, -1));
    expect(await wrongFuses(program)).toEqual(['WasmTrapHandlers']);
    writeProgram(program, `${right}1`);
    expect(await wrongFuses(program)).toEqual(['fuse 9']);
  });

  it('is refused by electron-builder’s own schema when a setting is unknown or of the wrong kind', () => {
    for (const option of ['-c.electronFuses.nonsense=true', '-c.asar=maybe']) {
      const refused = rig.package(option);
      expect(refused).toMatchObject({ status: 1, output: expect.stringContaining('does not match the API schema') });
    }
  });
});

describe('the built engine process', () => {
  it('opens a data folder with its migrations and its sandbox, seals its key, serves a port and closes', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'mailroom-built-'));
    const engine = startWorkerChild(join(rig.folder, 'dist', 'main', 'engine-process.js'), {
      MAILROOM_DATA_DIR: dataDir,
    });
    engine.onMessage((message) => {
      if (message.kind !== 'keyring') return;
      const { id, question } = message;
      const answer =
        question.kind === 'seal'
          ? ({ kind: 'sealed', sealed: `box ${question.plain}` } as const)
          : ({ kind: 'opened', plain: question.sealed.slice('box '.length), stale: false } as const);
      engine.tell({ kind: 'keyring', id, answer });
    });
    try {
      const wire = messagePortWire(engine.connect());
      const client = createORPCClient<ApiClient>(wire.link);
      expect(await client.accounts.list({})).toEqual([]);
      await vi.waitFor(() => expect(engine.heard).toContainEqual({ kind: 'ready' }), patiently);
      expect(readdirSync(dataDir)).toEqual(expect.arrayContaining(['sealing.key.wrapped']));
      expect(readdirSync(dataDir)).not.toContain('sealing.key');
      engine.tell({ kind: 'close' });
      expect(await engine.ended).toBe(0);
      await wire.closed;
    } finally {
      await engine.kill();
      rmSync(dataDir, { recursive: true });
    }
  });

  it('says why it cannot open, and waits', async () => {
    const engine = startWorkerChild(join(rig.folder, 'dist', 'main', 'engine-process.js'), {
      MAILROOM_DATA_DIR: join(rig.folder, 'package.json'),
    });
    try {
      await vi.waitFor(
        () => expect(engine.heard).toMatchObject([{ kind: 'failed', error: { error_code: 'config_invalid' } }]),
        patiently,
      );
    } finally {
      await engine.kill();
    }
  });
});

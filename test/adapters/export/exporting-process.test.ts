import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { StoredBytes } from '../../../main/core/ports/file-exports.ts';
import { exportRig } from './export-rig.ts';

const script = join(import.meta.dirname, 'exporting-process.ts');
const windows = process.platform === 'win32';
const somebodyElse = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : null;

type Rig = Awaited<ReturnType<typeof exportRig>>;

const argumentsFor = ({ dataDir, target }: Rig, { sha256, sizeBytes }: StoredBytes): string[] => [
  script,
  dataDir,
  target,
  sha256,
  String(sizeBytes),
];

test('I5: a file is synced before it gets its name, and its name after', async (context) => {
  if (spawnSync('strace', ['-e', 'trace=fsync', 'true']).status !== 0) {
    return context.skip('strace is missing or not permitted on this machine');
  }
  const rig = await exportRig();
  const bytes = await rig.store('plans');
  const trace = join(rig.dataDir, 'trace');
  const calls = 'trace=fsync,fdatasync,link,linkat,unlink,unlinkat,rename,write';
  const traced = ['-f', '-y', '-s', '200', '-e', calls, '-o', trace, process.execPath, ...argumentsFor(rig, bytes)];
  expect(spawnSync('strace', traced, { encoding: 'utf8' }).stderr).toBe('');
  const lines = readFileSync(trace, 'utf8').replaceAll(`${rig.dataDir}/`, '').split('\n');
  const steps = lines.slice(lines.findIndex((line) => line.includes('"ready'))).flatMap((line) => {
    const step = /\b(fsync|link|unlink)(?:at)?\((?:\d+<([^>]*)>|[^"]*"([^"]*)"(?:, [^"]*"([^"]*)")?)/.exec(line);
    if (step === null) return [];
    const [, call, open, from, to] = step;
    return [[call, open ?? from, to].filter((part) => part !== undefined).join(' ')];
  });
  expect(steps.map((step) => step.replaceAll(/\.mailroom-[0-9a-f-]{36}\.part/g, 'PART')).slice(0, 4)).toEqual([
    'fsync target/PART',
    'link target/PART target/a.bin',
    'unlink target/PART',
    'fsync target',
  ]);
});

test.skipIf(windows)('a disk without room is told as such, and nothing is left on it', async () => {
  const rig = await exportRig();
  const bytes = await rig.store(Buffer.alloc(3_000_000, 7));
  // A limit on the size of any file stands for the full disk: the system refuses the write in the same place.
  const limited = ['-c', 'ulimit -f 1500; exec "$@"', 'bash', process.execPath, ...argumentsFor(rig, bytes)];
  const { stdout, stderr } = spawnSync('bash', limited, { encoding: 'utf8' });
  expect({ stdout, stderr }).toEqual({
    stdout: 'ready\n{"kind":"failed","failure":"diskFull","code":"EFBIG"}\n',
    stderr: '',
  });
  expect(rig.saved()).toEqual({});
});

test.skipIf(windows)('a folder that its user may not write is told as such', async () => {
  const rig = await exportRig();
  const bytes = await rig.store('plans');
  chmodSync(rig.target, 0o555);
  // The administrator may write everywhere, so there the process runs as somebody else.
  if (somebodyElse !== null) {
    for (const name of ['', ...readdirSync(rig.dataDir, { recursive: true, encoding: 'utf8' })]) {
      chownSync(join(rig.dataDir, name), somebodyElse.uid, somebodyElse.gid);
    }
  }
  const { stdout, stderr } = spawnSync(process.execPath, argumentsFor(rig, bytes), {
    encoding: 'utf8',
    ...somebodyElse,
  });
  expect({ stdout, stderr }).toEqual({
    stdout: 'ready\n{"kind":"failed","failure":"notWritable","code":"EACCES"}\n',
    stderr: '',
  });
  expect(rig.saved()).toEqual({});
});

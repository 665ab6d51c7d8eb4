import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import process from 'node:process';
import { isExecutable } from './is-executable.ts';

export interface PrometheusPrograms {
  readonly prometheus: string;
  readonly promtool: string;
}

const unpacked = join(import.meta.dirname, '..', '.build', 'prometheus');

/** Prometheus and its tool for the tests: in the folder that PROMETHEUS_PATH names, otherwise of this system, or null. */
export function findPrometheus(): PrometheusPrograms | null {
  const named = process.env['PROMETHEUS_PATH'];
  const system = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/bin', '/usr/local/bin'];
  const folders = named ? [named] : [...system, join(unpacked, 'usr', 'bin')];
  const find = (name: string) => folders.map((folder) => join(folder, name)).find(isExecutable);
  const prometheus = find('prometheus');
  const promtool = find('promtool');
  return prometheus === undefined || promtool === undefined ? null : { prometheus, promtool };
}

/** Fetches Debian's where there is apt. Null when there is none afterwards either. */
export function ensurePrometheus(): PrometheusPrograms | null {
  if (findPrometheus() === null && !process.env['PROMETHEUS_PATH'] && existsSync('/usr/bin/apt-get')) {
    unpackPrometheus(unpacked);
  }
  return findPrometheus();
}

/**
 * Unpacks the package instead of installing it: both programs stand on their own, it needs no root, and the system gets
 * neither a service nor anything else.
 */
function unpackPrometheus(folder: string): void {
  mkdirSync(folder, { recursive: true });
  if (!run(['apt-get', 'download', 'prometheus'], folder) && process.getuid?.() === 0) {
    run(['apt-get', 'update'], folder);
    run(['apt-get', 'download', 'prometheus'], folder);
  }
  const archive = readdirSync(folder).find((name) => name.endsWith('.deb'));
  if (archive !== undefined) run(['dpkg-deb', '--extract', archive, '.'], folder);
}

function run([command = '', ...args]: readonly string[], cwd: string): boolean {
  process.stdout.write(`\n> ${[command, ...args].join(' ')}\n`);
  return spawnSync(command, args, { cwd, stdio: ['ignore', 'inherit', 'inherit'] }).status === 0;
}

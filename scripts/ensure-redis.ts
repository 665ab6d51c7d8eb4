import { delimiter, join } from 'node:path';
import process from 'node:process';
import { canInstallPackages, installPackage } from './install-package.ts';
import { isExecutable } from './is-executable.ts';

/** The Redis server for the tests: the one that REDIS_SERVER_PATH names, otherwise the one on the path, or null. */
export function findRedisServer(): string | null {
  const named = process.env['REDIS_SERVER_PATH'];
  if (named) return isExecutable(named) ? named : null;
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/bin', '/usr/local/bin'];
  return folders.map((folder) => join(folder, 'redis-server')).find(isExecutable) ?? null;
}

/** Installs it where that needs nobody's leave. Null when there is none afterwards either. */
export function ensureRedis(): string | null {
  const found = findRedisServer();
  if (found !== null || process.env['REDIS_SERVER_PATH'] || !canInstallPackages()) return found;
  installPackage('redis-server');
  return findRedisServer();
}

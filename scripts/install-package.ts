import { spawnSync } from 'node:child_process';
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import process from 'node:process';

/** Asked by every Debian package before it starts a service; 101 means no. */
const SERVICE_POLICY = '/usr/sbin/policy-rc.d';

/** Whether a package can be installed without asking anybody: as root on a system with apt. */
export function canInstallPackages(): boolean {
  return process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');
}

/** Installs programs for tests. No service of theirs is started: tests start their own, on ports of their own. */
export function installPackage(name: string): void {
  process.stdout.write(`\n> apt-get install ${name}\n`);
  const isOurs = !existsSync(SERVICE_POLICY);
  if (isOurs) writeFileSync(SERVICE_POLICY, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  try {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    for (const args of [['update'], ['install', '-y', '--no-install-recommends', name]]) {
      spawnSync('apt-get', args, { env, stdio: ['ignore', 'inherit', 'inherit'] });
    }
  } finally {
    if (isOurs) rmSync(SERVICE_POLICY, { force: true });
  }
}

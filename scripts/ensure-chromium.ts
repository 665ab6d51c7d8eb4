import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import process from 'node:process';
import { findChromium } from '../main/browser/find-chromium.ts';

/** The browser for the scenarios: the one that CHROMIUM_PATH names, otherwise the one of this system, or null. */
export function findTestChromium(): string | null {
  const named = process.env['CHROMIUM_PATH'];
  if (named) return existsSync(named) ? named : null;
  return findChromium(process.platform, process.env);
}

/** Installs it where that needs nobody's leave: as root on a system with apt. Null when there is none afterwards either. */
export function ensureChromium(): string | null {
  const found = findTestChromium();
  if (found !== null || process.env['CHROMIUM_PATH'] || process.getuid?.() !== 0) return found;
  if (!existsSync('/usr/bin/apt-get')) return null;
  process.stdout.write('\n> apt-get install chromium\n');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  for (const args of [['update'], ['install', '-y', '--no-install-recommends', 'chromium']]) {
    spawnSync('apt-get', args, { env, stdio: ['ignore', 'inherit', 'inherit'] });
  }
  return findTestChromium();
}

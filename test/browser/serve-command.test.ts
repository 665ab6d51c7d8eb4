import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { findChromium } from '../../main/browser/find-chromium.ts';
import { hasDisplay } from '../../main/browser/open-page.ts';
import { temporaryFolder } from '../helpers/open-test-database.ts';

const launcher = fileURLToPath(new URL('../../bin/mailroom.mjs', import.meta.url));

async function mailroom(...args: string[]) {
  const child = spawn(process.execPath, [launcher, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  return { code: child.exitCode, stdout, stderr };
}

describe('mailroom serve', () => {
  it('is reached by its word, whatever options stand before it', async () => {
    const { code, stdout } = await mailroom('--data-dir', 'serve', 'serve', '--help');
    expect([code, stdout.startsWith('Usage: mailroom serve')]).toEqual([0, true]);
  });

  it('is not reached by a value that is the same word', async () => {
    const { stdout } = await mailroom('--account', 'serve', 'accounts', '--help');
    expect(stdout).toContain('Usage: mailroom accounts');
  });

  it.each([[['--port', '0']], [['--port', 'x']], [['--no-such-flag']], [['too', 'many']]])(
    'ends with 2 for %j',
    async (args) => {
      const { code, stdout, stderr } = await mailroom('serve', ...args);
      expect([code, stdout, stderr === '']).toEqual([2, '', false]);
    },
  );
});

describe('showing the page', () => {
  it('knows where a window can appear', () => {
    expect([hasDisplay('win32', {}), hasDisplay('darwin', {}), hasDisplay('linux', {})]).toEqual([true, true, false]);
    expect([hasDisplay('linux', { DISPLAY: ':0' }), hasDisplay('linux', { WAYLAND_DISPLAY: 'w' })]).toEqual([
      true,
      true,
    ]);
  });

  it('finds a Chromium in the search path, the first name first', () => {
    const folder = temporaryFolder();
    expect(findChromium('linux', { PATH: folder })).toBeNull();
    writeFileSync(join(folder, 'google-chrome'), '');
    writeFileSync(join(folder, 'chromium'), '');
    expect(findChromium('linux', { PATH: `/nowhere:${folder}` })).toBe(join(folder, 'chromium'));
  });
});

import { existsSync, readFileSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readZip } from '../browser/read-zip.ts';
import { runMailroom } from '../helpers/mailroom-process.ts';
import { temporaryFolder } from '../helpers/open-test-database.ts';

const env = { MAILROOM_POLICY_FILE: '/nonexistent/policy.json' };

describe('mailroom support', () => {
  it('O7: saves a bundle that only its owner can read, and overwrites nothing', async () => {
    const cwd = temporaryFolder();
    const run = () => runMailroom(['support', '--data-dir', cwd, '--to', 'bundle.zip', '--json'], { env, cwd });
    const { stdout, code } = await run();
    expect(code).toBe(0);
    const saved = JSON.parse(stdout) as { path: string; sizeBytes: number; files: { name: string }[] };
    const bytes = readFileSync(join(cwd, 'bundle.zip'));
    expect(saved).toMatchObject({ path: join(cwd, 'bundle.zip'), sizeBytes: bytes.length });
    expect([...readZip(bytes).keys()]).toEqual(saved.files.map(({ name }) => name));
    expect(statSync(saved.path).mode & 0o777).toBe(0o600);
    expect((await run()).code).not.toBe(0);
    expect(readFileSync(saved.path).equals(bytes)).toBe(true);
  });

  it('O7: prints all of it to be read first, without places or people', async () => {
    const cwd = temporaryFolder();
    const { stdout, code } = await runMailroom(['support', '--data-dir', cwd, '--print'], { env, cwd });
    expect(code).toBe(0);
    expect(stdout).toMatch(/^=== readme\.txt: /);
    expect(stdout).toContain('=== log.txt: ');
    expect([cwd, homedir()].filter((place) => stdout.includes(place))).toEqual([]);
  });

  it('wants to know one of both', async () => {
    const cwd = temporaryFolder();
    expect((await runMailroom(['support', '--data-dir', cwd], { env, cwd })).code).toBe(2);
    expect(existsSync(join(cwd, 'mailroom.db'))).toBe(false);
  });
});

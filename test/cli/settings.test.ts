import { describe, expect, it } from 'vitest';
import { runMailroom } from '../helpers/mailroom-process.ts';
import { temporaryFolder } from '../helpers/open-test-database.ts';

function shell(env: Readonly<Record<string, string>> = {}) {
  const dataDir = temporaryFolder();
  const options = { env: { MAILROOM_POLICY_FILE: '/nonexistent/policy.json', ...env } };
  return (...args: string[]) => runMailroom(['settings', '--data-dir', dataDir, ...args], options);
}

describe('mailroom settings', () => {
  it('L2: lists what is set and by whom, takes a choice, and forgets it', async () => {
    const run = shell({ MS_RETRY_BASE_MS: '50' });
    expect((await run('list')).stdout).toContain('MS_RETRY_BASE_MS = 50 (environment)\n');
    const set = await run('set', 'MS_LIMIT_MESSAGES_PER_MIN', '7', '--json');
    // No Mailroom goes on, so the next start is the next command.
    expect(JSON.parse(set.stdout)).toMatchObject({ value: '25', next: { value: '7', origin: 'person' } });
    expect((await run('list')).stdout).toContain('MS_LIMIT_MESSAGES_PER_MIN = 7 (chosen here)\n');
    expect((await run('reset', 'MS_LIMIT_MESSAGES_PER_MIN')).stdout).toContain('from the next start: 25 (default)\n');
  });

  it('L2: refuses what is out of range or decided by others, and changes nothing', async () => {
    const run = shell({ MAILROOM_FILES_QUOTA_BYTES: '9' });
    const range = await run('set', 'MS_LIMIT_MESSAGES_PER_MIN', 'many', '--json');
    expect(JSON.parse(range.stdout)).toMatchObject({ error: { error_code: 'validation_error' } });
    const managed = await run('set', 'MAILROOM_FILES_QUOTA_BYTES', '10');
    expect(managed).toMatchObject({ code: 2, stdout: '' });
    expect(managed.stderr).toContain('set by the environment');
    expect((await run('list')).stdout).toContain('MS_LIMIT_MESSAGES_PER_MIN = 25 (default)\n');
  });
});

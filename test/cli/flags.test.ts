import { join } from 'node:path';
import { expect, it } from 'vitest';
import { runMailroom } from '../helpers/mailroom-process.ts';
import { temporaryFolder } from '../helpers/open-test-database.ts';

it('MP6: lists and sets flags, refuses what is no flag or managed, and tells them apart by exit codes', async () => {
  const dataDir = join(temporaryFolder(), 'data');
  const env = { PROVIDER_MICROSOFT_ROLLOUT_PERCENT: '50' };
  const run = (...words: string[]) => runMailroom(['flags', ...words, '--data-dir', dataDir], { env });

  expect(await run('set', 'paused', 'true', '--reason', 'Wrong list')).toMatchObject({
    code: 0,
    stdout: 'paused = true (person)\n',
  });
  const { code, stdout } = await run('list', '--json');
  const row = { ageMs: null, problem: null };
  expect([code, JSON.parse(stdout)]).toEqual([
    0,
    [
      { ...row, name: 'enabled', value: true, origin: 'account', isManaged: false },
      { ...row, name: 'paused', value: true, origin: 'person', isManaged: false },
      { ...row, name: 'internal_only', value: false, origin: 'default', isManaged: false },
      { ...row, name: 'rollout_percent', value: 50, origin: 'environment', isManaged: true },
    ],
  ]);

  expect(await run('set', 'rollout_percent', '10', '--reason', 'x')).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('flag_managed'),
  });
  for (const words of [
    ['set', 'rollout', '10', '--reason', 'x'],
    ['set', 'rollout_percent', '150', '--reason', 'x'],
    ['set', 'paused', 'yes', '--reason', 'x'],
    ['set', 'paused', '50', '--reason', 'x'],
    ['set', 'paused', 'false', '--reason', ' '],
    ['set', 'paused', 'false'],
  ]) {
    expect([words, (await run(...words)).code]).toEqual([words, 2]);
  }
  expect(JSON.parse((await run('list', '--json')).stdout)).toContainEqual(
    expect.objectContaining({ name: 'paused', value: true }),
  );
});

import { join } from 'node:path';
import { expect, it } from 'vitest';
import { settingsForSandbox } from '../../main/cli/settings-for-sandbox.ts';
import { runMailroom } from '../helpers/mailroom-process.ts';
import { temporaryFolder } from '../helpers/open-test-database.ts';
import { startTenant } from '../helpers/start-tenant.ts';

it('C15 L2: senders add, list and remove say what may be done in a shared mailbox, and through whom', async () => {
  const tenant = await startTenant();
  const folder = temporaryFolder();
  const env = {
    ...settingsForSandbox(tenant),
    MAILROOM_POLICY_FILE: join(folder, 'no-policy.json'),
  };
  const run = async (...args: string[]) => {
    const { code, stdout } = await runMailroom([...args, '--data-dir', folder, '--json'], { env });
    return { code, document: JSON.parse(stdout) as unknown };
  };
  const address = 'team@sandbox.example';
  expect(await run('login', '--shared', '--as', 'sender@sandbox.example')).toMatchObject({ code: 0 });
  const found = { address, through: 'sender@sandbox.example', mayAttachLarge: 'no' };
  expect(await run('senders', 'add', address)).toMatchObject({ code: 0, document: found });
  expect(await run('senders')).toMatchObject({ code: 0, document: [{ ...found, maySend: 'untried' }] });
  expect(await run('senders', 'remove', address)).toMatchObject({ code: 0, document: { address } });
});

it('MP8: login --cloud wants the application that is registered there', async () => {
  const env = { MAILROOM_POLICY_FILE: '/nonexistent/policy.json' };
  const args = ['login', '--cloud', 'china', '--data-dir', temporaryFolder(), '--json'];
  const refused = await runMailroom(args, { env });
  expect(refused.code).toBe(2);
  expect(JSON.parse(refused.stdout)).toMatchObject({ error: { error_code: 'usage_error', field: 'cloud' } });
});

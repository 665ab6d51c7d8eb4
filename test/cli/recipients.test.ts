import { expect, it } from 'vitest';
import { runMailroom } from '../helpers/mailroom-process.ts';
import { temporaryFolder } from '../helpers/open-test-database.ts';
import { testToken } from '../helpers/start-engine.ts';
import { startTenant } from '../helpers/start-tenant.ts';

it('C3 C4 L2: a list with commas in names is sent to, suggested, forgotten, and a group is looked into', async () => {
  const { graphBaseUrl } = await startTenant();
  const dataDir = temporaryFolder();
  const env = {
    MS_ACCESS_TOKEN: testToken,
    MS_GRAPH_BASE_URL: graphBaseUrl,
    MAILROOM_POLICY_FILE: '/nonexistent/policy.json',
    MS_SEND_PROBE_MS: '50',
  };
  const run = (...args: string[]) => runMailroom([...args, '--data-dir', dataDir, '--json'], { env });
  const to = 'Doe, Jane <jane@partner.example>, finance@sandbox.example';
  const sent = await run('send', '--to', to, '--cc', 'JANE@partner.example', '--text', 'Hello', '--wait');
  expect(sent).toMatchObject({ code: 0 });
  expect(sent.stderr).toContain('Named more than once, and addressed once: jane@partner.example.');

  const found = await run('recipients', 'suggest', 'jan');
  expect(JSON.parse(found.stdout)).toEqual([
    expect.objectContaining({
      address: 'jane@partner.example',
      name: 'Doe, Jane',
      kind: 'outside',
      sent: 1,
      received: 0,
    }),
  ]);
  expect((await run('recipients', 'forget', 'jane@partner.example')).code).toBe(0);
  expect(JSON.parse((await run('recipients', 'suggest', 'jan')).stdout)).toEqual([]);

  const group = await run('recipients', 'expand', 'projects@sandbox.example');
  expect(JSON.parse(group.stdout)).toMatchObject({
    name: 'Sandbox Projects',
    members: [{}, {}, {}],
    withoutAddress: 0,
  });
});

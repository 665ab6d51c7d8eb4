import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../helpers/open-test-database.ts';
import { testToken } from '../helpers/start-engine.ts';
import { startTenant } from '../helpers/start-tenant.ts';
import { mailroom } from './mailroom-process.ts';

const offer = {
  name: 'Offer',
  subject: 'Offer for {{customer_name}}',
  html: '<p>Dear {{customer_name}}, until {{day}}.</p>',
  variables: [{ name: 'day', label: 'Until when', value: 'Monday' }],
};

it('C16 C17: the command line brings templates in, fills them in, signs them, and says what is missing', async () => {
  const { graphBaseUrl } = await startTenant();
  const folder = temporaryFolder();
  const place = (name: string): string => join(folder, name);
  const env = {
    MS_ACCESS_TOKEN: testToken,
    MS_GRAPH_BASE_URL: graphBaseUrl,
    MAILROOM_DATA_DIR: place('data'),
    MAILROOM_POLICY_FILE: place('no-policy.json'),
  };
  const run = async (...args: string[]) => {
    const { code, stdout, stderr } = await mailroom([...args, '--json'], { env });
    return { code, stderr, document: JSON.parse(stdout) as unknown };
  };
  writeFileSync(place('offers.json'), JSON.stringify([offer]));
  writeFileSync(place('sales.html'), '<p>Sales <img src="cid:logo"></p><script>run()</script>');
  writeFileSync(place('logo.png'), Buffer.from('89504e470d0a1a0a', 'hex'));

  expect(await run('templates', 'import', place('offers.json'))).toMatchObject({ document: { added: 1, replaced: 0 } });
  await run('templates', 'export', place('back.json'));
  const customer = { name: 'customer_name', label: '', value: null };
  expect(JSON.parse(readFileSync(place('back.json'), 'utf8'))).toEqual([
    { ...offer, variables: [...offer.variables, customer] },
  ]);
  const signature = ['Sales', '--html', place('sales.html'), '--inline', `logo=${place('logo.png')}`];
  expect((await run('signatures', 'save', ...signature, '--below', 'replies')).document).toMatchObject({
    html: '<p>Sales <img src="cid:logo" /></p>',
    forReplies: true,
    pictures: [{ contentId: 'logo', name: 'logo.png', contentType: 'image/png' }],
  });

  const send = ['send', '--to', 'finance@sandbox.example', '--template', 'Offer', '--signature', 'sales'];
  expect(await run(...send)).toMatchObject({
    code: 2,
    document: { error: { field: 'template', message: '“Offer” is not filled in: customer_name. Nothing was sent.' } },
  });
  expect(await run(...send, '--set', 'customer_name=Ada')).toMatchObject({
    code: 75,
    document: { attachments: [{ name: 'logo.png' }] },
  });
});

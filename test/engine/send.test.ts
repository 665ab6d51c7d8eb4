import { expect, it } from 'vitest';
import { mail, startEngine, waitFor, writeFile } from '../helpers/start-engine.ts';
import { startTenant } from '../helpers/start-tenant.ts';

it('US1: a mail with a small and a large file arrives once, with every byte', async () => {
  const tenant = await startTenant();
  const { client, start } = await startEngine(tenant);
  await start();
  const large = writeFile('plans.bin', 9_000_000);
  const small = writeFile('notes.txt', 5_000, 2);
  const { row } = await client.outbox.submit(mail({ attachments: [{ path: large.path }, { path: small.path }] }));
  const sent = await waitFor(client, row.id, 'sent');
  expect(sent).toMatchObject({ confirmedBytes: 9_005_000, totalBytes: 9_005_000, error: null });
  const [only, ...others] = await tenant.delivered();
  expect(others).toEqual([]);
  expect(only).toMatchObject({
    subject: 'Plans',
    marker: row.id,
    attachments: [
      { name: 'plans.bin', sha256: large.sha256, contentType: 'application/octet-stream' },
      { name: 'notes.txt', sha256: small.sha256, contentType: 'text/plain' },
    ],
  });
  expect(await tenant.violations()).toEqual([]);
});

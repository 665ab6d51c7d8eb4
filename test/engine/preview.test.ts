import { appendFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { mail, startEngine, writeFile } from '../helpers/start-engine.ts';
import { beyondProfile, startTenant } from '../helpers/start-tenant.ts';

it('SM11: tells what would be sent, with a digest that stays while nothing of it changes, and asks the service nothing', async () => {
  const tenant = await startTenant();
  const { client } = await startEngine(tenant);
  const file = writeFile('plans.bin', 5_000);
  const draft = mail({ cc: ['legal@sandbox.example'], attachments: [{ path: file.path }] });
  const first = await client.outbox.preview(draft);
  expect(first).toMatchObject({ recipients: 2, totalBytes: 5_000, path: 'draft', uploadSessions: 0 });
  expect(await client.outbox.preview(draft)).toEqual(first);
  const others = [
    mail({ ...draft.message, subject: 'Newer plans' }),
    mail({ ...draft.message, bcc: ['archive@sandbox.example'] }),
    mail({ ...draft.message, importance: 'high' }),
    mail({ ...draft.message, requestReadReceipt: true }),
    mail({ ...draft.message, categories: ['Blue'] }),
    mail({ ...draft.message, attachments: [{ path: file.path, name: 'other.bin' }] }),
  ];
  const digests = await Promise.all(others.map(async (other) => (await client.outbox.preview(other)).digest));
  appendFileSync(file.path, 'x');
  digests.push((await client.outbox.preview(draft)).digest, first.digest);
  expect(new Set(digests).size).toBe(digests.length);
  expect(await client.outbox.list({})).toEqual([]);
  expect(await tenant.log(beyondProfile)).toEqual([]);
});

function words(sent: Promise<unknown>): Promise<string> {
  return sent.then(
    () => 'accepted',
    (error: unknown) => String(error),
  );
}

it('SM11: refuses what Send would refuse, in the same words', async () => {
  const tenant = await startTenant();
  const { client } = await startEngine({
    ...tenant,
    env: { MS_INTERNAL_ONLY: 'true', MS_INTERNAL_DOMAINS: 'sandbox.example' },
  });
  for (const wrong of [
    mail({ to: [] }),
    mail({ to: ['nobody'] }),
    mail({ to: ['partner@elsewhere.example'] }),
    mail({ attachments: [{ path: '/nowhere/at/all.bin' }] }),
  ]) {
    const refusal = await words(client.outbox.preview(wrong));
    expect(refusal).not.toBe('accepted');
    expect(await words(client.outbox.submit(wrong))).toBe(refusal);
  }
});

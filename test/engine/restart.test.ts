import { expect, it } from 'vitest';
import { interceptMail, type MailMethod } from '../helpers/intercept-mail.ts';
import { mail, startEngine, writeFile } from '../helpers/start-engine.ts';
import { startTenant } from '../helpers/start-tenant.ts';

const env = { MS_UPLOAD_CHUNK_SIZE_BYTES: '327680', MS_UPLOAD_SESSION_THRESHOLD_BYTES: '327680' };

it.each([
  ['before', 'createDraft'],
  ['after', 'createDraft'],
  ['after', 'createUploadSession'],
  ['before', 'putChunk'],
  ['after', 'putChunk'],
  ['after', 'readDraft'],
  ['before', 'sendDraft'],
  ['after', 'sendDraft'],
  ['after', 'findByMarker'],
] as const)('closed %s %s, the next engine on the folder brings the mail to its end, once', async (when, method) => {
  const tenant = await startTenant({ sessionMinimumBytes: 0 });
  const reached = Promise.withResolvers<void>();
  const closing = Promise.withResolvers<void>();
  const hold = async (called: MailMethod): Promise<void> => {
    if (called !== method) return;
    reached.resolve();
    await closing.promise;
  };
  const first = await startEngine({ ...tenant, env, instrument: interceptMail({ [when]: hold }) });
  const file = writeFile('plans.bin', 1_000_000);
  const { row } = await first.client.outbox.submit(mail({ attachments: [{ path: file.path }] }, 'K'));
  await first.start();
  await reached.promise;
  const closed = first.close();
  closing.resolve();
  await closed;

  const second = await startEngine({ ...tenant, env, dataDir: first.dataDir });
  const summary = await second.client.engine.runUntilIdle({});
  expect(summary).toMatchObject({ failed: 0, dead: 0, unconfirmed: 0, waiting: 0 });
  expect((await second.client.outbox.show({ id: row.id })).row).toMatchObject({ state: 'sent', key: 'K' });
  const delivered = await tenant.delivered();
  expect(delivered.map((one) => one.attachments.map(({ sha256 }) => sha256))).toEqual([[file.sha256]]);
  expect(await tenant.violations()).toEqual([]);
});

import { expect, it } from 'vitest';
import { startEngine } from '../helpers/start-engine.ts';

const nowhere = { graphBaseUrl: 'http://127.0.0.1:9/v1.0' };
const keyOf = (byte: number) => ({ OAUTH_ENCRYPTION_KEY: Buffer.alloc(32, byte).toString('base64') });

it('J10: an audit log that was sealed with another key cannot be judged, and the doctor accuses nobody for it', async () => {
  const before = await startEngine({ ...nowhere, env: keyOf(1) });
  await before.client.settings.set({ name: 'MS_TENANT_ID', value: 'inside.example', via: 'window' });
  expect(await before.client.audit.verify({})).toMatchObject({ ok: true, entries: 1 });
  await before.close();

  const after = await startEngine({ ...nowhere, env: keyOf(2), dataDir: before.dataDir });
  const { checks } = await after.client.engine.doctor({});
  expect(checks.find(({ name }) => name === 'audit log')).toMatchObject({
    ok: false,
    detail: expect.stringContaining('the seal of the log is missing or not ours'),
    remedy: expect.stringContaining('OAUTH_ENCRYPTION_KEY'),
  });
  await after.close();

  const again = await startEngine({ ...nowhere, env: keyOf(1), dataDir: before.dataDir });
  expect(await again.client.audit.verify({})).toMatchObject({ ok: true, entries: 1 });
});

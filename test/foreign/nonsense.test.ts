import { describe, expect, it } from 'vitest';
import { errorCodes } from '../../contract/errors.ts';
import { patiently } from '../helpers/patiently.ts';
import { mail, startEngine, waitFor, writeFile } from '../helpers/start-engine.ts';
import { nonsenses, startForeignServer } from './start-foreign-server.ts';

const env = { MS_UPLOAD_CHUNK_SIZE_BYTES: '327680', MS_UPLOAD_SESSION_THRESHOLD_BYTES: '327680' };

function twoFiles() {
  const files = [writeFile('plans.bin', 800_000), writeFile('notes.txt', 3_000, 2)];
  return { attachments: files.map(({ path }) => ({ path })), hashes: files.map((file) => file.sha256) };
}

describe.each(nonsenses)('a server that answers with %s', (nonsense) => {
  it('costs nothing, whichever request it is', async () => {
    const server = await startForeignServer();
    const met = new Map<string, number>();
    server.disturb((request) => {
      const times = (met.get(request) ?? 0) + 1;
      met.set(request, times);
      return times === 1 ? nonsense : null;
    });
    const engine = await startEngine({ ...server, env });
    engine.start();
    const { attachments, hashes } = twoFiles();
    const { row } = await engine.client.outbox.submit(mail({ attachments }));
    await waitFor(engine.client, row.id, 'sent');
    expect(server.arrivals().map((arrival) => arrival.files.map((file) => file.sha256))).toEqual([hashes]);
    expect([server.violations, server.drafts()]).toEqual([[], 0]);
    const expected = [
      'POST messages',
      'POST messages/:/attachments',
      'POST messages/:/attachments/createUploadSession',
    ];
    expect([...met.keys()]).toEqual(
      expect.arrayContaining([...expected, 'PUT upload', 'GET messages/:', 'POST messages/:/send']),
    );
  });

  it('is told on the row while nothing else comes, and the mail arrives once when the server is sane', async () => {
    const server = await startForeignServer();
    server.disturb(() => nonsense);
    const engine = await startEngine({ ...server, env });
    engine.start();
    const { attachments, hashes } = twoFiles();
    const { row } = await engine.client.outbox.submit(mail({ attachments }));
    const told = () => engine.client.outbox.show({ id: row.id }).then((shown) => shown.row);
    await expect.poll(async () => (await told()).error?.error_code, patiently).toBeDefined();
    const { error, reason, state } = await told();
    expect(errorCodes).toContain(error?.error_code);
    expect([reason ?? '', error?.message ?? '', error?.remediation ?? '']).not.toContain('');
    expect(['checked', 'uploading']).toContain(state);
    server.disturb(() => null);
    await waitFor(engine.client, row.id, 'sent');
    expect(server.arrivals().map((arrival) => arrival.files.map((file) => file.sha256))).toEqual([hashes]);
    expect([server.violations, server.drafts()]).toEqual([[], 0]);
  });
});

it('waits for a server that cannot be reached, says so, and sends when it is there', async () => {
  const before = await startForeignServer();
  await before.stop();
  const engine = await startEngine(before);
  engine.start();
  const { row } = await engine.client.outbox.submit(mail());
  const shown = () => engine.client.outbox.show({ id: row.id }).then((answer) => answer.row);
  await expect.poll(async () => (await shown()).error?.error_code, patiently).toBe('provider_unavailable');
  const server = await startForeignServer({}, Number(new URL(before.graphBaseUrl).port));
  await waitFor(engine.client, row.id, 'sent');
  expect(server.arrivals()).toHaveLength(1);
});

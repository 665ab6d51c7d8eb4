import { describe, expect, it } from 'vitest';
import { errorCodes } from '../../contract/errors.ts';
import type { OutboxId } from '../../contract/ids.ts';
import type { OutboxRow } from '../../contract/outbox.ts';
import type { ApiClient } from '../../main/engine/host.ts';
import { patiently } from '../helpers/patiently.ts';
import { mail, startEngine, waitFor, writeFile } from '../helpers/start-engine.ts';
import { nonsenses, startForeignServer } from './start-foreign-server.ts';

const env = { MS_UPLOAD_CHUNK_SIZE_BYTES: '327680', MS_UPLOAD_SESSION_THRESHOLD_BYTES: '327680' };

function twoFiles() {
  const files = [writeFile('plans.bin', 800_000), writeFile('notes.txt', 3_000, 2)];
  return { attachments: files.map(({ path }) => ({ path })), hashes: files.map((file) => file.sha256) };
}

/** The row at the first moment at which it says what is wrong; it says so only while it waits. */
async function firstError(client: ApiClient, id: OutboxId): Promise<OutboxRow> {
  const told: OutboxRow[] = [];
  const look = async (): Promise<number> => {
    const { row } = await client.outbox.show({ id });
    if (row.error !== null) told.push(row);
    return told.length;
  };
  await expect.poll(look, patiently).toBeGreaterThan(0);
  const [first] = told;
  if (first === undefined) throw new Error('no error was told');
  return first;
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
    await engine.start();
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
    await engine.start();
    const { attachments, hashes } = twoFiles();
    const { row } = await engine.client.outbox.submit(mail({ attachments }));
    const told = await firstError(engine.client, row.id);
    expect(errorCodes).toContain(told.error?.error_code);
    expect([told.reason ?? '', told.error?.message ?? '', told.error?.remediation ?? '']).not.toContain('');
    expect(['checked', 'uploading']).toContain(told.state);
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
  await engine.start();
  const { row } = await engine.client.outbox.submit(mail());
  expect((await firstError(engine.client, row.id)).error?.error_code).toBe('provider_unavailable');
  const server = await startForeignServer({}, Number(new URL(before.graphBaseUrl).port));
  await waitFor(engine.client, row.id, 'sent');
  expect(server.arrivals()).toHaveLength(1);
});

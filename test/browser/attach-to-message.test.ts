import { join } from 'node:path';
import { createHash } from 'node:crypto';
import { expect, it, onTestFinished } from 'vitest';
import { openEngine } from '../../main/engine.ts';
import type { Host } from '../../main/engine/host.ts';
import { temporaryFolder } from '../helpers/open-test-database.ts';
import { testToken, waitFor } from '../helpers/start-engine.ts';
import { startTenant } from '../helpers/start-tenant.ts';
import { startRig } from './browser-rig.ts';

const bytes = Buffer.from(Array.from({ length: 5_000_000 }, (_, index) => (index * 31 + (index >> 8)) % 251));
const half = 2_500_000;

const startSandbox: Host['startSandbox'] = () => Promise.reject(new Error('the test starts its own tenant'));

/** The engine with a browser host, as `mailroom serve` runs it. */
async function serve(dataDir: string, graphBaseUrl: string) {
  const env = {
    MS_ACCESS_TOKEN: testToken,
    MS_GRAPH_BASE_URL: graphBaseUrl,
    MAILROOM_POLICY_FILE: join(dataDir, 'no-policy.json'),
    MS_SEND_SETTLE_MS: '300',
    MS_SEND_PROBE_MS: '50',
    MS_RETRY_BASE_MS: '10',
  };
  const engine = await openEngine({ env, dataDir, log: () => undefined, startSandbox }, { work: true });
  const { client, router, incoming } = engine;
  if (router === null || incoming === null) throw new Error('another process owns the folder');
  const host = await startRig({ dataDir, client, router, incoming });
  let closing: Promise<void> | null = null;
  const close = (): Promise<void> => (closing ??= engine.close());
  onTestFinished(close);
  return { client, host, close };
}

it('CU7: sends a file that came in chunks, with a restart in between, and the caller names no provider', async () => {
  const tenant = await startTenant();
  const dataDir = temporaryFolder();
  const first = await serve(dataDir, tenant.graphBaseUrl);
  const { id } = await first.client.compose.start({ account: null });

  const call = async (at: typeof first, method: string, path: string, body: string | Uint8Array<ArrayBuffer>) => {
    const headers = { authorization: `Bearer ${at.host.programToken}` };
    const answer = await fetch(at.host.origin + path, { method, headers, body });
    return (await answer.json()) as Record<string, unknown>;
  };
  const chunk = (at: typeof first, session: unknown, start: number, end: number) => {
    const query = `start=${start}&end=${end - 1}&total=${bytes.length}`;
    const path = `/Attachments/UploadSession/${String(session)}/Chunk?${query}`;
    return call(at, 'PUT', path, new Uint8Array(bytes.subarray(start, end)));
  };

  const beginning = JSON.stringify({ fileName: 'plans.zip', size: bytes.length, contentType: 'application/zip' });
  const { sessionId } = await call(first, 'POST', `/Message/${id}/Attachments/UploadSession`, beginning);
  expect(await chunk(first, sessionId, 0, half)).toMatchObject({ nextByte: half, complete: false });
  await first.close();

  const second = await serve(dataDir, tenant.graphBaseUrl);
  expect(await chunk(second, sessionId, 0, half)).toMatchObject({ nextByte: half });
  expect(await chunk(second, sessionId, half, bytes.length)).toMatchObject({ complete: true });
  const composed = await second.client.compose.read({ id });
  expect(composed.files).toMatchObject([{ name: 'plans.zip', sizeBytes: bytes.length }]);

  const text = { ...composed.text, to: ['finance@sandbox.example'], subject: 'Plans', html: '<p>Here.</p>' };
  const { revision } = await second.client.compose.save({ id, revision: composed.revision, text });
  await second.client.compose.submit({ id, revision, holdMs: 0 });
  await waitFor(second.client, id, 'sent');
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  expect((await tenant.delivered()).map((one) => one.attachments.map((file) => file.sha256))).toEqual([[sha256]]);
});

import { expect, it } from 'vitest';
import { processesOn, runMailroom, untilNobodyWorksOn, startMailroom } from '../helpers/mailroom-process.ts';
import { temporaryFolder } from '../helpers/open-test-database.ts';
import { patiently } from '../helpers/patiently.ts';
import { sharedFiles } from '../helpers/shared-files.ts';
import { testToken, writeFile } from '../helpers/start-engine.ts';
import { startTenant } from '../helpers/start-tenant.ts';

const chunkBytes = 327_680;
const recipient = 'finance@sandbox.example';

async function rig(switches: Parameters<typeof startTenant>[0] = {}) {
  const tenant = await startTenant({ sessionMinimumBytes: 0, ...switches });
  const dataDir = temporaryFolder();
  const env = {
    MS_ACCESS_TOKEN: testToken,
    MS_GRAPH_BASE_URL: tenant.graphBaseUrl,
    MS_UPLOAD_CHUNK_SIZE_BYTES: String(chunkBytes),
    MS_SEND_SETTLE_MS: '300',
    MS_SEND_PROBE_MS: '50',
    MS_RETRY_BASE_MS: '10',
  };
  const send = (...args: string[]) => ['send', '--to', recipient, '--data-dir', dataDir, '--json', ...args];
  return { tenant, dataDir, env, send };
}

it('L1 U7: refuses what is over a limit before anything goes, and says per file how it goes', async () => {
  const { tenant, env, send } = await rig({ mailboxSizeLimits: { [recipient]: 12_000_000 } });
  const [film, note] = [writeFile('film.bin', 9_000_000), writeFile('note.bin', 1_000, 2)];
  const both = send('--subject', 'Film', '--attach', film.path, note.path);
  const refused = await runMailroom(both, { env });
  expect(refused.code).toBe(1);
  expect(JSON.parse(refused.stdout)).toMatchObject({
    error: {
      error_code: 'provider_payload_too_large',
      message: `About 12.4 MB once encoded; ${recipient} accepts 12 MB. Nothing was sent.`,
      remediation: expect.stringContaining('--link-over-limit') as string,
    },
  });
  expect(await tenant.log({ method: 'PUT' })).toEqual([]);

  const sent = await runMailroom([...both, '--link-over-limit', '--wait'], { env });
  expect(sent.code).toBe(0);
  expect(JSON.parse(sent.stdout)).toMatchObject({
    state: 'sent',
    attachments: [
      { name: 'film.bin', path: 'link', state: 'attached' },
      { name: 'note.bin', path: 'direct', state: 'attached' },
    ],
  });
  expect((await sharedFiles(tenant)).map(({ sha256 }) => sha256)).toEqual([film.sha256]);
  expect((await tenant.delivered())[0]?.attachments.map(({ sha256 }) => sha256)).toEqual([note.sha256]);
});

it('U7: killed in the middle of a link, it goes on behind what the drive holds, and leaves one copy and one mail', async () => {
  const { tenant, dataDir, env, send } = await rig();
  await tenant.fault({ method: 'PUT', path: '/api/drive/', nth: 4, action: 'slow', delayMs: 60_000 });
  const film = writeFile('film.bin', 6 * chunkBytes);
  const first = startMailroom(send('--subject', 'Film', '--link', film.path, '--key', 'film', '--wait'), { env });
  await expect.poll(() => tenant.log({ method: 'PUT' }).then(({ length }) => length), patiently).toBeGreaterThan(2);
  for (const pid of processesOn(dataDir)) process.kill(pid, 'SIGKILL');
  await first.ended;
  await untilNobodyWorksOn(dataDir);
  await tenant.clearFaults();

  const run = await runMailroom(['run', '--until-idle', '--data-dir', dataDir, '--json'], { env });
  expect(JSON.parse(run.stdout)).toMatchObject({ done: 1, failed: 0 });
  expect((await sharedFiles(tenant)).map(({ sha256 }) => sha256)).toEqual([film.sha256]);
  expect((await tenant.delivered()).map(({ subject }) => subject)).toEqual(['Film']);
  const stored = (await tenant.log({ method: 'PUT' })).filter(({ status }) => status === 202 || status === 201);
  expect(stored).toHaveLength(6);
});

import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { unlimited } from '../faults/arms.ts';
import { MAILBOX, SENDER_TOKEN, startFarEnd } from '../faults/far-end.ts';
import { ingestEnv } from '../faults/ingest/arms.ts';
import { readCollection } from '../faults/ingest/collected.ts';
import { judgeCollected } from '../faults/ingest/judge-collected.ts';
import { type Ended, runMailroom } from '../helpers/mailroom-process.ts';
import { temporaryFolder } from '../helpers/open-test-database.ts';

/** The system refuses to make files larger than this; the database stays far below. */
const LARGEST_KIB = 12_000;

it('I10: ingest that runs into a full disk in the middle of a file keeps what it has, and goes on when there is room', async () => {
  const folder = temporaryFolder();
  const dataDir = join(folder, 'data');
  const farEnd = await startFarEnd(join(folder, 'far-end'), { ...unlimited, limitConcurrency: 0 });
  onTestFinished(() => farEnd.stop());
  await farEnd.control('POST', 'generate', { to: MAILBOX, count: 40, seed: 'small' });
  const large = { name: 'recording.bin', sizeBytes: 1_024 * LARGEST_KIB + 1_000_000, seed: 'large' };
  const from = { address: 'orders@sandbox.example' };
  await farEnd.control('POST', 'deliver', { to: MAILBOX, from, subject: 'Recording', attachments: [large] });
  await farEnd.control('POST', 'generate', { to: MAILBOX, count: 40, seed: 'more' });
  const env = { ...ingestEnv, MS_ACCESS_TOKEN: SENDER_TOKEN, MS_GRAPH_BASE_URL: farEnd.graphBaseUrl };
  const ingest = (through: readonly string[]): Promise<Ended> =>
    runMailroom(['ingest', '--once', '--json', '--data-dir', dataDir], { env, through });

  const full = await ingest(['bash', '-c', `ulimit -f ${String(LARGEST_KIB)}; exec "$@"`, 'bash']);
  expect(full).toMatchObject({ code: 75 });
  const kept = readCollection(dataDir);
  expect(kept.badBlobs).toEqual([]);
  expect(kept.files.filter(({ state }) => state === 'needsYou')).toEqual([]);
  expect(kept.messages.filter(({ state }) => state !== 'complete').length).toBeGreaterThan(0);

  expect(await ingest([])).toMatchObject({ code: 0 });
  const truth = { account: null, mails: await farEnd.received(MAILBOX), folders: ['inbox'] };
  const nothingWrong = { missing: [], double: [], wrong: [], dangling: [], open: [] };
  expect(judgeCollected([truth], readCollection(dataDir))).toMatchObject(nothingWrong);
});

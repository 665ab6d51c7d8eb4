import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';
import type { FileId, FileRow } from '../../../contract/files.ts';
import type { IngestStatus } from '../../../contract/ingest.ts';
import type { ApiClient } from '../../engine/host.ts';
import { formatBytes } from '../progress/format-amount.ts';
import { counted } from '../row-words.ts';
import { deliverMail, readReceived } from '../sandbox-control.ts';
import { type IngestVerdict, judgeIngestStory, type ListedFile } from './judge-ingest-story.ts';
import { demoFailed, finish, type ServedStage, type Stage, withService } from './stage.ts';

const mailbox = 'sender@sandbox.example';
const floorBytes = 1_000_000_000;
const pieceBytes = 4 * 2 ** 20;
/** Room is looked for every half minute; here fifteen times as often. */
const settings = { MS_RETRY_BASE_MS: '200', MAILROOM_DISK_FLOOR_BYTES: String(floorBytes) };
const PATIENCE_MS = 60_000;

interface Scene extends ServedStage {
  readonly client: ApiClient;
  /** Free bytes of a disk that the demo can fill. */
  readonly disk: { freeBytes: number };
}

/**
 * Mail comes in, a disk fills up and is cleared again, and at the end the mailbox is compared with what was collected.
 * Everything is real but the disk's free bytes: nobody's disk has to be filled for a demo.
 */
export async function tellIngestStory(stage: Stage): Promise<IngestVerdict> {
  return withService(stage, settings, async (served) => {
    served.say(`2  Sign-in as ${mailbox}: real MSAL, a robot at the browser.`);
    await finish(served, ['login', '--as', mailbox], 0);
    const disk = { freeBytes: 50 * floorBytes };
    const { openEngine } = await import('../../engine.ts');
    const host = {
      env: served.env,
      dataDir: served.dataDir,
      log: () => undefined,
      startSandbox: () => Promise.reject(demoFailed('The sandbox tenant runs already.')),
      instrument: { disk: () => ({ freeBytes: () => Promise.resolve(disk.freeBytes) }) },
    };
    const engine = await openEngine(host, { work: true });
    try {
      return await collect({ ...served, client: engine.client, disk });
    } finally {
      await engine.close();
    }
  });
}

async function collect(scene: Scene): Promise<IngestVerdict> {
  const { client, disk, origin } = scene;
  await follow(scene);
  scene.say('4  Mail comes in. Each file is on this disk, hashed and synced, before its row says so:');
  const before = (await statusWhere(scene, isQuiet)).stored;
  await deliver(origin, 'Measurements of week {n}', 6, 3_000_000);
  await statusWhere(scene, (status) => isQuiet(status) && status.stored >= before + 12);
  for (const row of (await newestFiles(client, 4)).toReversed()) scene.say(`     ${describe(row)}`);
  scene.say(`     ${counted(12, 'file')} of 6 messages, and what the mailbox had before: ${counted(before, 'file')}.`);

  scene.say('5  The disk fills up, and more mail comes.');
  disk.freeBytes = 400_000_000;
  await deliver(origin, 'Recordings of week {n}', 10, 5_000_000);
  const { pausedFor } = await statusWhere(scene, (status) => (status.pausedFor?.waitingFiles ?? 0) >= 20);
  const paused = pausedFor?.waitingFiles ?? 0;
  scene.say(
    `     Paused: ${formatBytes(pausedFor?.freeBytes ?? 0)} free, and ${formatBytes(floorBytes)} stay free for everything else.` +
      ` Waiting: ${counted(paused, 'file')}. Nothing is lost: the mailbox still has it.`,
  );

  scene.say('6  Somebody clears the disk. Nobody tells Mailroom.');
  disk.freeBytes = 50 * floorBytes;
  const { stored } = await statusWhere(scene, (status) => isQuiet(status) && status.stored >= before + 32);
  scene.say(`     It goes on by itself: ${counted(stored, 'file')} here.`);

  scene.say('7  The mailbox against what is on the disk, every file read back and hashed:');
  return judgeIngestStory(await readReceived(origin, mailbox), await readAll(client), paused);
}

/** From the beginning of the mailbox, and with notifications, so that nobody has to wait for the next look. */
async function follow(scene: Scene): Promise<void> {
  const { client } = scene;
  const [account] = await client.accounts.list({});
  if (account === undefined) throw demoFailed('There is no account.');
  scene.say('3  The Inbox is followed: all of it, and what comes from now on. The service tells of new mail at once.');
  await client.ingest.follow({ account: account.id, folder: 'inbox', scope: { kind: 'everything' } });
  await client.ingest.listen({ port: await freePort(), publicUrl: null });
  await statusWhere(scene, ({ folders }) => folders.every(({ notificationsUntil }) => notificationsUntil !== null));
}

function deliver(origin: string, subject: string, count: number, sizeBytes: number): Promise<void> {
  return deliverMail(origin, {
    to: mailbox,
    from: { address: 'orders@sandbox.example', name: 'Orders (sandbox)' },
    subject,
    text: 'Sample mail of the sandbox tenant.',
    count,
    attachments: ['{n}-first.bin', '{n}-second.bin'].map((name) => ({ name, sizeBytes })),
  });
}

function isQuiet({ folders, pausedFor }: IngestStatus): boolean {
  return pausedFor === null && folders.every(({ phase, backlog }) => phase === 'steady' && backlog === 0);
}

async function statusWhere(scene: Scene, isSo: (status: IngestStatus) => boolean): Promise<IngestStatus> {
  const signal = AbortSignal.any([scene.interrupted, AbortSignal.timeout(PATIENCE_MS)]);
  for await (const status of await scene.client.ingest.status({}, { signal })) if (isSo(status)) return status;
  scene.interrupted.throwIfAborted();
  throw demoFailed('What should have happened did not happen in time.');
}

async function newestFiles(client: ApiClient, limit: number): Promise<readonly FileRow[]> {
  const query = { text: '', sort: { by: 'received', descending: true }, withInline: true } as const;
  return (await client.files.page({ query, at: { kind: 'start' }, limit })).rows;
}

async function readAll(client: ApiClient): Promise<readonly ListedFile[]> {
  const rows = await newestFiles(client, 1_000);
  const files: ListedFile[] = [];
  for (const { id, messageId, name, state, sha256 } of rows) {
    const isLink = state === 'link';
    files.push({ messageId, name, isLink, sha256: isLink || sha256 === null ? null : await hashFile(client, id) });
  }
  return files;
}

async function hashFile(client: ApiClient, id: FileId): Promise<string> {
  const hash = createHash('sha256');
  for (let startByte = 0; ;) {
    const { bytes, totalBytes } = await client.files.read({ id, startByte, maxBytes: pieceBytes });
    hash.update(new Uint8Array(await bytes.arrayBuffer()));
    startByte += bytes.size;
    if (startByte >= totalBytes) return hash.digest('hex');
  }
}

function describe({ name, sizeBytes, subject, fromName, from }: FileRow): string {
  return `${name}, ${formatBytes(sizeBytes ?? 0)}, from ${fromName ?? from}: ${subject}`;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw demoFailed('There is no free port.');
  return address.port;
}

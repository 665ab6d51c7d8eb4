/** One contender of the upload benchmark in a process of its own: `node upload-process.ts NAME SINK FILE DATA_DIR`. */
import { createReadStream, openSync, readFileSync, readSync, statSync } from 'node:fs';
import { createRouterClient } from '@orpc/server';
import { LargeFileUploadTask, FileUpload, Client } from '@microsoft/microsoft-graph-client';
import { Agent, request } from 'undici';
import { openDatabase } from '../../main/adapters/sqlite/open-database.ts';
import { takeOver } from '../../main/adapters/sqlite/take-over.ts';
import { composeEngine } from '../../main/engine/compose-engine.ts';
import { loadSettings } from '../../main/engine/load-settings.ts';
import { createRouter } from '../../main/engine/router.ts';

const CHUNK_BYTES = 3_932_160;
const SMALL_CHUNK_BYTES = 327_680;
const [, , name = '', sink = '', file = '', dataDir = ''] = process.argv;
const sizeBytes = statSync(file).size;

const contenders: Record<string, () => Promise<() => Promise<void>>> = {
  engine: () => prepareEngine(CHUNK_BYTES),
  'engine with 320 KiB chunks': () => prepareEngine(SMALL_CHUNK_BYTES),
  'plain loop': () => Promise.resolve(plainLoop),
  'stream a chunk': () => Promise.resolve(streamEachChunk),
  'Graph SDK': () => Promise.resolve(graphSdk),
};

/** The limit for one process: one buffer, one connection, nothing remembered. */
async function plainLoop(): Promise<void> {
  const dispatcher = new Agent({ pipelining: 1 });
  const descriptor = openSync(file, 'r');
  const buffer = Buffer.alloc(CHUNK_BYTES);
  for (let offset = 0; offset < sizeBytes; offset += CHUNK_BYTES) {
    const length = readSync(descriptor, buffer, 0, CHUNK_BYTES, offset);
    await put(dispatcher, buffer.subarray(0, length), offset, length);
  }
  await dispatcher.close();
}

async function streamEachChunk(): Promise<void> {
  const dispatcher = new Agent({ pipelining: 1 });
  for (let offset = 0; offset < sizeBytes; offset += CHUNK_BYTES) {
    const length = Math.min(CHUNK_BYTES, sizeBytes - offset);
    await put(dispatcher, createReadStream(file, { start: offset, end: offset + length - 1 }), offset, length);
  }
  await dispatcher.close();
}

async function put(
  dispatcher: Agent,
  body: Buffer | NodeJS.ReadableStream,
  offset: number,
  length: number,
): Promise<void> {
  const range = `bytes ${String(offset)}-${String(offset + length - 1)}/${String(sizeBytes)}`;
  const headers = { 'content-range': range, 'content-length': String(length) };
  const answer = await request(`${sink}/upload?authtoken=x`, {
    method: 'PUT',
    dispatcher,
    body: body as Buffer,
    headers,
  });
  await answer.body.dump();
}

async function graphSdk(): Promise<void> {
  const client = Client.init({ baseUrl: sink, authProvider: (done) => done(null, 'token') });
  const upload = new FileUpload(readFileSync(file), 'file.bin', sizeBytes);
  const session = { url: `${sink}/upload?authtoken=x`, expiry: new Date('2099-01-01') };
  const task = new LargeFileUploadTask(client, upload, session, { rangeSize: CHUNK_BYTES });
  await task.upload();
}

async function prepareEngine(chunkBytes: number): Promise<() => Promise<void>> {
  const env = {
    MS_ACCESS_TOKEN: 'token',
    MS_GRAPH_BASE_URL: `${sink}/v1.0`,
    MS_UPLOAD_CHUNK_SIZE_BYTES: String(chunkBytes),
    MS_LIMIT_UPLOAD_BYTES_PER_5MIN: '100000000000',
    MS_SEND_PROBE_MS: '50',
    MAILROOM_POLICY_FILE: `${dataDir}/no-policy.json`,
  };
  const host = { env, dataDir, log: () => undefined, startSandbox: () => Promise.reject(new Error('not used')) };
  const loaded = loadSettings(host);
  const db = takeOver(openDatabase(loaded.dataDir, Date.now()), { pid: process.pid, bootId: null, nowMs: Date.now() });
  const engine = await composeEngine(host, loaded, db);
  const client = createRouterClient(createRouter(engine), {});
  return async () => {
    const message = { to: ['archive@sandbox.example'], subject: '', attachments: [{ path: file, name: 'file.bin' }] };
    const { row } = await client.outbox.submit({ message });
    engine.worker.start();
    for await (const { state } of await client.outbox.watch({ id: row.id })) if (state === 'accepted') break;
    await engine.close();
  };
}

const run = await contenders[name]?.();
if (run === undefined) throw new Error(`no contender ${name}`);
const idleBytes = process.memoryUsage.rss();
let peakBytes = idleBytes;
const sampling = setInterval(() => {
  peakBytes = Math.max(peakBytes, process.memoryUsage.rss());
}, 5);
const cpuBefore = process.cpuUsage();
await run();
const cpu = process.cpuUsage(cpuBefore);
clearInterval(sampling);
peakBytes = Math.max(peakBytes, process.memoryUsage.rss());
process.stdout.write(
  `${JSON.stringify({ cpuMs: (cpu.user + cpu.system) / 1000, aboveIdleMb: (peakBytes - idleBytes) / 1e6 })}\n`,
);
process.exit(0);

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import { type OutboxRow, submitInput } from '../../contract/outbox.ts';
import type { ApiRouter } from '../../main/engine/host.ts';
import { openEngine } from '../../main/engine.ts';
import { startLeakyGraph, UPLOAD_SECRET } from '../helpers/leaky-graph.ts';
import { temporaryFolder } from '../helpers/open-test-database.ts';
import type { OpenedWire } from './wire.ts';
import { patiently } from '../helpers/patiently.ts';

const TOKEN = 'planted-access-token';
const FOLDER = 'planted-folder-of-the-attachment';
/** Above the threshold for upload sessions. */
const FILE_BYTES = 4_000_000;

/** Plants a token, an upload address and a path in a real engine, makes it fail in every way, and reads all that it says. */
export function describeWireSecrets(name: string, open: (router: ApiRouter) => Promise<OpenedWire>): void {
  it(`lets no token, upload address or path of an attachment cross ${name}`, async () => {
    const graph = await startLeakyGraph();
    const folder = join(temporaryFolder(), FOLDER, 'plans');
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'plans.zip'), Buffer.alloc(FILE_BYTES, 7));
    const wire = await openOn(graph.baseUrl, open);
    const { client } = wire;
    const attempts: Promise<unknown>[] = [];
    const inputOf = (...files: string[]) =>
      submitInput.parse({
        message: {
          to: ['legal@sandbox.example'],
          subject: 'Plans',
          text: 'As agreed.',
          attachments: files.map((file) => ({ path: join(folder, file) })),
        },
      });

    const leaving = new AbortController();
    const states: string[] = [];
    const watching = read(await client.outbox.watchAll({}, { signal: leaving.signal }), states);
    const { row } = await client.outbox.submit(inputOf('plans.zip'));
    await vi.waitFor(() => expect(states.at(-1)).toBe('needsYou'), patiently);
    expect(graph.uploadsTried()).toBeGreaterThan(1);
    attempts.push(
      client.outbox.preview(inputOf('missing.zip')),
      client.outbox.submit(inputOf('missing.zip')),
      client.outbox.submit(inputOf('.')),
      client.outbox.preview(inputOf('plans.zip')),
      client.outbox.pause({ id: row.id }),
      client.outbox.show({ id: row.id }),
      client.outbox.list({}),
      client.engine.doctor({}),
      client.settings.list({}),
      client.accounts.list({}),
      client.accounts.signOut({ account: row.account, evenIfUnsent: false }),
    );
    const outcomes = await Promise.allSettled(attempts);
    expect(outcomes.filter((outcome) => outcome.status === 'rejected').length).toBeGreaterThanOrEqual(3);
    leaving.abort();
    await watching;

    const text = wire.received();
    expect(text).toContain('plans.zip');
    expect(text).toContain(row.id);
    for (const secret of [TOKEN, UPLOAD_SECRET, FOLDER]) expect(around(text, secret)).toBeNull();
  });
}

async function openOn(baseUrl: string, open: (router: ApiRouter) => Promise<OpenedWire>): Promise<OpenedWire> {
  const env = {
    MS_GRAPH_BASE_URL: baseUrl,
    MS_ACCESS_TOKEN: TOKEN,
    MS_RETRY_BASE_MS: '10',
    PROVIDER_MICROSOFT_ENABLED: 'true',
    MS_UPLOAD_SESSIONS_ENABLED: 'true',
    MAILROOM_POLICY_FILE: join(temporaryFolder(), 'none.json'),
  };
  const engine = await openEngine(
    { env, dataDir: temporaryFolder(), log: () => undefined, startSandbox },
    { work: true },
  );
  onTestFinished(() => engine.close());
  if (engine.router === null) throw new Error('not the owner');
  const wire = await open(engine.router);
  onTestFinished(() => wire.close());
  return wire;
}

function startSandbox(): never {
  throw new Error('no sandbox here');
}

async function read(stream: AsyncIterable<OutboxRow>, states: string[]): Promise<void> {
  try {
    for await (const row of stream) states.push(row.state);
  } catch {
    // It ends with the signal.
  }
}

/** Where the secret stands, to be shown by a failing test. */
function around(text: string, secret: string): string | null {
  const at = text.indexOf(secret);
  return at === -1 ? null : text.slice(Math.max(0, at - 200), at + 200);
}

import { writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { OutboxId } from '../../contract/ids.ts';
import { type MessageDraft, messageDraft } from '../../contract/message.ts';
import type { OutboxRow, OutboxState, SubmitInput } from '../../contract/outbox.ts';
import { openEngine } from '../../main/engine.ts';
import type { ApiClient, Engine, Host } from '../../main/engine/host.ts';
import { placeMigratedDatabase } from './migrated-database.ts';
import { temporaryFolder } from './open-test-database.ts';

export const testToken = 'test-token';

export interface EngineOptions {
  readonly graphBaseUrl: string;
  /** The same folder again: a restart. */
  readonly dataDir?: string;
  readonly env?: Host['env'];
  readonly instrument?: Host['instrument'];
}

export interface TestEngine {
  readonly client: ApiClient;
  readonly dataDir: string;
  /** For a host around it. */
  readonly engine: Engine;
  readonly logged: readonly string[];
  /** Starts the work; until then messages are only queued. */
  readonly start: () => Promise<unknown>;
  readonly close: () => Promise<void>;
}

/** Every wait as short as the settings allow, so that a scenario takes moments and nothing about it changes. */
const shortWaits = { MS_SEND_SETTLE_MS: '300', MS_SEND_PROBE_MS: '50', MS_RETRY_BASE_MS: '10' };

/** The engine as the command line runs it, against any Graph-like server on this machine. */
export async function startEngine(options: EngineOptions): Promise<TestEngine> {
  const dataDir = options.dataDir ?? temporaryFolder();
  placeMigratedDatabase(dataDir);
  const logged: string[] = [];
  const host: Host = {
    env: {
      MS_ACCESS_TOKEN: testToken,
      MS_GRAPH_BASE_URL: options.graphBaseUrl,
      MAILROOM_POLICY_FILE: join(dataDir, 'no-policy.json'),
      ...shortWaits,
      ...options.env,
    },
    dataDir,
    log: (line) => void logged.push(line),
    startSandbox: () => Promise.reject(new Error('the test starts its own tenant')),
    ...(options.instrument === undefined ? {} : { instrument: options.instrument }),
  };
  const engine = await openEngine(host, { work: false });
  let closing: Promise<void> | null = null;
  const close = (): Promise<void> => {
    closing ??= engine.close();
    return closing;
  };
  onTestFinished(close);
  return { engine, client: engine.client, dataDir, logged, start: () => engine.client.engine.work({}), close };
}

/** Follows a message until it is in one of these states; fails with its history when it rests in another. */
export async function waitFor(client: ApiClient, id: OutboxId, ...states: OutboxState[]): Promise<OutboxRow> {
  const resting: readonly OutboxState[] = ['sent', 'failed', 'cancelled', 'needsYou'];
  for await (const row of await client.outbox.watch({ id })) {
    if (states.includes(row.state)) return row;
    if (resting.includes(row.state)) break;
  }
  const { row, events } = await client.outbox.show({ id });
  const history = events.map((event) => `${event.state}: ${event.what}`).join('\n');
  throw new Error(`it is ${row.state}, not ${states.join(' or ')}:\n${history}\n${JSON.stringify(row.error)}`);
}

/** A mail to a mailbox of the sandbox tenant. */
export function mail(more: Partial<MessageDraft> = {}, key: string | null = null): SubmitInput {
  const words = { subject: 'Plans', text: 'The plans are attached.', html: null, importance: 'normal' } as const;
  const message = messageDraft.parse({ to: ['finance@sandbox.example'], ...words });
  return { account: null, key, message: { ...message, ...more }, holdMs: 0 };
}

export interface SampleFile {
  readonly path: string;
  readonly sha256: string;
}

/** A file whose every byte differs from its neighbours and from other seeds', so that no mix-up goes unseen. */
export function writeFile(name: string, sizeBytes: number, seed = 1): SampleFile {
  const path = join(temporaryFolder(), name);
  const bytes = Buffer.alloc(sizeBytes);
  let state = seed;
  for (let index = 0; index < sizeBytes; index += 1) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    bytes[index] = state >>> 24;
  }
  writeFileSync(path, bytes);
  return { path, sha256: createHash('sha256').update(bytes).digest('hex') };
}

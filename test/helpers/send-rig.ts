import { createHash, randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { expect, onTestFinished } from 'vitest';
import { type GraphLikeServer, startGraphLikeServer } from './graph-like-server.ts';
import { type Ended, type MailroomProcess, startMailroom, type StartOptions } from './mailroom-process.ts';

export interface SendRig {
  readonly server: GraphLikeServer;
  readonly folder: string;
  readonly dataDir: string;
  /** Points Mailroom at the server, with waits of milliseconds. */
  readonly env: Readonly<Record<string, string>>;
  /** Writes a file of this many random bytes and returns its path. */
  file(name: string, sizeBytes: number): string;
  start(args: readonly string[], options?: StartOptions): MailroomProcess;
  /** The same with --json, to its end. */
  run(args: readonly string[], options?: StartOptions): Promise<Ended>;
  close(): Promise<void>;
}

export const recipient = 'finance@sandbox.example';

/** As `openSendRig`, gone when the test ends. */
export async function sendRig(options: { readonly latencyMs?: number } = {}): Promise<SendRig> {
  const rig = await openSendRig(options);
  onTestFinished(() => rig.close());
  return rig;
}

/** A foreign server, an empty data folder and what it takes to run `mailroom` on them. */
export async function openSendRig({ latencyMs = 0 } = {}): Promise<SendRig> {
  const folder = mkdtempSync(join(tmpdir(), 'mailroom-e2e-'));
  const server = await startGraphLikeServer({ latencyMs });
  const dataDir = join(folder, 'data');
  const env = {
    MS_GRAPH_BASE_URL: server.graphBaseUrl,
    MS_ACCESS_TOKEN: server.token,
    MS_SEND_SETTLE_MS: '400',
    MS_SEND_PROBE_MS: '50',
    MS_RETRY_BASE_MS: '20',
    MS_UPLOAD_CHUNK_SIZE_BYTES: '655360',
    MS_LIMIT_MESSAGES_PER_MIN: '1000',
  };
  const start = (args: readonly string[], options: StartOptions = {}): MailroomProcess =>
    startMailroom(args.includes('--data-dir') ? args : [...args, '--data-dir', dataDir], {
      cwd: folder,
      ...options,
      env: { ...env, ...options.env },
    });
  return {
    server,
    folder,
    dataDir,
    env,
    file(name, sizeBytes) {
      const path = join(folder, name);
      writeFileSync(path, randomBytes(sizeBytes));
      return path;
    },
    start,
    run: (args, options) => start([...args, '--json'], options).ended,
    async close() {
      await server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** `send` of one mail with these files under this key, which ends when it is sent. */
export function sendCommand(key: string, paths: readonly string[]): string[] {
  return [...queueCommand(key, paths), '--wait'];
}

/** The same without waiting for it. */
export function queueCommand(key: string, paths: readonly string[]): string[] {
  const files = paths.length === 0 ? [] : ['--attach', ...paths];
  return ['send', '--to', recipient, '--subject', `Mail ${key}`, '--text', 'As agreed.', '--key', key, ...files];
}

export function sha256Of(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** The one document on stdout. */
export function documentOf({ stdout }: Pick<Ended, 'stdout'>): unknown {
  expect(stdout).toMatch(/^[^\n]+\n$/);
  return JSON.parse(stdout);
}

/** Every message as it lies on disk, while no process works on it. The database has to be sound for that. */
export function readOutbox(dataDir: string): readonly { readonly id: string; readonly key: string }[] {
  const file = join(dataDir, 'mailroom.db');
  if (!existsSync(file)) return [];
  const connection = new BetterSqlite3(file);
  try {
    expect(connection.pragma('integrity_check', { simple: true })).toBe('ok');
    expect(connection.pragma('foreign_key_check')).toEqual([]);
    const hasOutbox = connection.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'outbox'").get() !== undefined;
    if (!hasOutbox) return [];
    const rows = connection.prepare('SELECT id, key, step, content_digest FROM outbox ORDER BY id').all();
    return rows as { id: string; key: string }[];
  } finally {
    connection.close();
  }
}

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach } from 'vitest';
import type { Sandbox } from '../../main/sandbox/start-sandbox.ts';
import { startSandbox } from '../../main/sandbox/start-sandbox.ts';
import type { Switches } from '../../main/sandbox/switches.ts';
import type { DeliveredMail } from '../../main/sandbox/control/list-truth.ts';
import type { ReceivedMail } from '../../main/sandbox/control/list-received.ts';
import type { LoggedRequest, Violation } from '../../main/sandbox/store/request-log.ts';

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  // The shape is what each test asserts.
  readonly json: Record<string, unknown>;
  readonly code: string | undefined;
}

export interface TestTenant {
  readonly sandbox: Sandbox;
  readonly stateDir: string;
  advance(ms: number): void;
  call(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
  put(uploadUrl: string, bytes: Uint8Array, range: string, headers?: Record<string, string>): Promise<Answer>;
  control(method: string, name: string, body?: unknown): Promise<Answer>;
  truth(): Promise<{ delivered: DeliveredMail[]; pending: number }>;
  /** What lies in a mailbox, what has gone included. */
  received(mailbox: string, folder?: string): Promise<ReceivedMail[]>;
  violations(): Promise<Violation[]>;
  log(): Promise<LoggedRequest[]>;
  createDraft(more?: Record<string, unknown>): Promise<{ id: string; changeKey: string; internetMessageId: string }>;
  openSession(messageId: string, sizeBytes: number, more?: Record<string, unknown>): Promise<string>;
}

const cleanups: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).toReversed()) await cleanup();
});

export function newStateDir(): string {
  const dir = mkdtempSync(join(tmpdir(), 'mailroom-sandbox-'));
  cleanups.push(async () => rmSync(dir, { recursive: true, force: true }));
  return dir;
}

export const bearer = 'test-token';
export const marker = 'String {66F5A359-4659-4830-9070-00047EC6AC6E} Name OutboxIntent';

/** A tenant in a folder of its own, with a clock that stands still until a test advances it. */
export async function startTenant(switches: Partial<Switches> = {}, stateDir = newStateDir()): Promise<TestTenant> {
  let nowMs = Date.UTC(2026, 0, 15, 12);
  const staticTokens = { [bearer]: 'sender@sandbox.example', 'finance-token': 'finance@sandbox.example' };
  const sandbox = await startSandbox({ stateDir, switches, staticTokens, nowMs: () => nowMs });
  cleanups.push(() => sandbox.stop());
  return { ...driveTenant(sandbox.origin), sandbox, stateDir, advance: (ms) => void (nowMs += ms) };
}

export function driveTenant(origin: string): Omit<TestTenant, 'sandbox' | 'stateDir' | 'advance'> {
  const call: TestTenant['call'] = async (method, path, body, headers = {}) => {
    const isRaw = typeof body === 'string';
    return send(path.startsWith('http') ? path : `${origin}/v1.0${path}`, {
      method,
      headers: { Authorization: `Bearer ${bearer}`, 'Content-Type': 'application/json', ...headers },
      ...(body === undefined ? {} : { body: isRaw ? body : JSON.stringify(body) }),
    });
  };
  const control: TestTenant['control'] = async (method, name, body) =>
    send(`${origin}/sandbox/control/${name}`, {
      method,
      headers: { 'Content-Type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  const read = async <T>(name: string): Promise<T> => JSON.parse((await control('GET', name)).text) as T;
  return {
    call,
    control,
    put: async (url, bytes, range, headers = {}) =>
      send(url, { method: 'PUT', headers: { 'Content-Range': range, ...headers }, body: Buffer.from(bytes) }),
    truth: () => read('truth'),
    received: (mailbox, folder) =>
      read(`received?mailbox=${mailbox}${folder === undefined ? '' : `&folder=${folder}`}`),
    violations: () => read('violations'),
    log: () => read('log'),
    async createDraft(more = {}) {
      const { json } = await call('POST', '/me/messages', { ...aMessage, ...more }, { Prefer: 'IdType="ImmutableId"' });
      return json as Awaited<ReturnType<TestTenant['createDraft']>>;
    },
    async openSession(messageId, sizeBytes, more = {}) {
      const item = { attachmentType: 'file', name: 'plans.bin', size: sizeBytes, ...more };
      const path = `/me/messages/${messageId}/attachments/createUploadSession`;
      return (await call('POST', path, { AttachmentItem: item })).json['uploadUrl'] as string;
    },
  };
}

export const aMessage = {
  subject: 'Plans',
  body: { contentType: 'text', content: 'Please find the plans attached.' },
  toRecipients: [{ emailAddress: { address: 'finance@sandbox.example' } }],
};

async function send(url: string, init: RequestInit): Promise<Answer> {
  const response = await fetch(url, init);
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.startsWith('application/json') === true;
  const json = isJson ? (JSON.parse(text) as Record<string, unknown>) : {};
  const error = json['error'] as { code?: string } | undefined;
  return { status: response.status, headers: response.headers, text, json, code: error?.code };
}

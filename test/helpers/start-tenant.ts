import { join } from 'node:path';
import { expect, onTestFinished } from 'vitest';
import type { DeliveredMail } from '../../main/sandbox/control/list-truth.ts';
import type { Sandbox } from '../../main/sandbox/start-sandbox.ts';
import { startSandbox } from '../../main/sandbox/start-sandbox.ts';
import type { LoggedRequest, Violation } from '../../main/sandbox/store/request-log.ts';
import type { Switches } from '../../main/sandbox/switches.ts';
import { patiently } from './patiently.ts';
import { temporaryFolder } from './open-test-database.ts';
import { testToken } from './start-engine.ts';

export interface FaultOnRequest {
  readonly method?: string;
  /** Source of a regular expression on the path. */
  readonly path?: string;
  /** From the n-th such request on. */
  readonly nth?: number;
  readonly action: string;
  /** 0 means until faults are cleared. */
  readonly times?: number;
  readonly status?: number;
  readonly code?: string;
  readonly message?: string;
  /** Seconds. */
  readonly retryAfter?: number;
  readonly delayMs?: number;
}

export interface TestTenant extends Pick<Sandbox, 'graphBaseUrl' | 'origin'> {
  /** Where the tenant keeps what it never tells. */
  readonly stateDir: string;
  fault(fault: FaultOnRequest): Promise<void>;
  clearFaults(): Promise<void>;
  /** Any other order to the tenant; docs/sandbox.md lists them. */
  control(method: string, name: string, body?: object): Promise<unknown>;
  switch(switches: Partial<Switches>): Promise<void>;
  /** What arrived, once nothing is on its way any more. */
  delivered(): Promise<readonly DeliveredMail[]>;
  /** Subjects of what lies in the sender's folder. */
  subjects(folder: 'drafts' | 'sentitems'): Promise<readonly string[]>;
  log(match?: { method?: string; path?: RegExp }): Promise<readonly LoggedRequest[]>;
  violations(): Promise<readonly Violation[]>;
}

/** Requests about mail; asking whose mailbox it is belongs to opening the engine. */
export const beyondProfile = { path: /^\/v1\.0\/me\/./ } as const;

const promptSwitches = { sentItemsDelayMs: 20, deliveryDelayMs: 30, retryAfterForm: 'decimal' } as const;

/** A sandbox tenant of the test's own in this process; the engine signs in to it with the token. */
export async function startTenant(
  switches: Partial<Switches> = {},
  token = testToken,
  nowMs: () => number = Date.now,
): Promise<TestTenant> {
  const stateDir = join(temporaryFolder(), 'tenant');
  const staticTokens = { [token]: 'sender@sandbox.example' };
  const sandbox = await startSandbox({ stateDir, staticTokens, switches: { ...promptSwitches, ...switches }, nowMs });
  onTestFinished(() => sandbox.stop());

  async function control(method: string, name: string, body?: object): Promise<unknown> {
    const answer = await fetch(`${sandbox.origin}/sandbox/control/${name}`, {
      method,
      headers: { 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(text);
    return JSON.parse(text);
  }

  async function truth(): Promise<{ delivered: DeliveredMail[]; pending: number }> {
    return (await control('GET', 'truth')) as { delivered: DeliveredMail[]; pending: number };
  }

  return {
    stateDir,
    graphBaseUrl: sandbox.graphBaseUrl,
    origin: sandbox.origin,
    control,
    async fault({ method, path, nth, ...rule }) {
      await control('POST', 'faults', { match: { method, path, nth }, ...rule });
    },
    async clearFaults() {
      await control('DELETE', 'faults');
    },
    async switch(changes) {
      await control('PATCH', 'switches', changes);
    },
    async delivered() {
      await expect.poll(async () => (await truth()).pending, patiently).toBe(0);
      return (await truth()).delivered;
    },
    async subjects(folder) {
      const url = `${sandbox.graphBaseUrl}/me/mailFolders/${folder}/messages?$select=subject&$top=500`;
      const answer = await fetch(url, { headers: { authorization: `Bearer ${token}` } });
      const { value } = (await answer.json()) as { value: { subject: string }[] };
      return value.map((message) => message.subject);
    },
    async log(match = {}) {
      const rows = (await control('GET', 'log')) as LoggedRequest[];
      const { method, path } = match;
      return rows.filter((row) => (method ?? row.method) === row.method && (path?.test(row.path) ?? true));
    },
    async violations() {
      return (await control('GET', 'violations')) as Violation[];
    },
  };
}

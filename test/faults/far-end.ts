import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import type { ReceivedMail } from '../../main/sandbox/control/list-received.ts';
import type { DeliveredMail } from '../../main/sandbox/control/list-truth.ts';
import type { SharedFile } from '../../main/sandbox/drive/list-drive.ts';
import type { LoggedRequest, Violation } from '../../main/sandbox/store/request-log.ts';
import type { Switches } from '../../main/sandbox/switches.ts';

export const SENDER_TOKEN = 'kill-harness';
/** Whose token that is. */
export const MAILBOX = 'sender@sandbox.example';

/** From acceptance to arrival, by the tenant's clock, with a wide margin. */
const LONGEST_WAY_MS = 10_000;

/** The sandbox tenant as a process of its own: it outlives every engine and knows what was really delivered. */
export interface FarEnd {
  readonly graphBaseUrl: string;
  control(method: 'POST' | 'PUT' | 'PATCH' | 'DELETE', name: string, body?: unknown): Promise<void>;
  /** Waits until nothing is under way any more, but not for what the service keeps for long. */
  delivered(): Promise<readonly DeliveredMail[]>;
  /** What lies in a mailbox now, and what has left it. */
  received(mailbox: string): Promise<readonly ReceivedMail[]>;
  /** The subjects of the sender's drafts. */
  drafts(): Promise<readonly string[]>;
  /** What lies in the sender's drive. */
  shared(): Promise<readonly SharedFile[]>;
  violations(): Promise<readonly Violation[]>;
  /** Counted over the requests since then, of which it remembers the latest five thousand. */
  traffic(sinceMs?: number): Promise<Record<'requests' | 'faults' | 'resyncs' | 'batches', number>>;
  stop(): Promise<void>;
}

const program = join(import.meta.dirname, '..', '..', 'main', 'sandbox', 'main.ts');

export async function startFarEnd(stateDir: string, switches: Partial<Switches>): Promise<FarEnd> {
  const pairs = Object.entries(switches).flatMap(([name, value]) => ['--switch', `${name}=${JSON.stringify(value)}`]);
  const token = `${SENDER_TOKEN}=${MAILBOX}`;
  const tenant = spawn(process.execPath, [program, '--state-dir', stateDir, '--static-token', token, ...pairs], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const { origin, graphBaseUrl } = await readFirstLine(tenant);
  const ask = async (method: string, name: string, body?: unknown): Promise<unknown> => {
    const response = await fetch(`${origin}/sandbox/control/${name}`, {
      method,
      headers: { 'Content-Type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`The sandbox refused ${method} ${name}: ${await response.text()}`);
    return response.json();
  };
  return {
    graphBaseUrl,
    control: async (method, name, body) => void (await ask(method, name, body)),
    async delivered() {
      for (const endMs = Date.now() + LONGEST_WAY_MS; ;) {
        const truth = (await ask('GET', 'truth')) as { delivered: DeliveredMail[]; pending: number };
        if (truth.pending === 0 || Date.now() > endMs) return truth.delivered;
        await wait(50);
      }
    },
    received: async (mailbox) => (await ask('GET', `received?mailbox=${mailbox}`)) as ReceivedMail[],
    async drafts() {
      const mails = (await ask('GET', `received?mailbox=${MAILBOX}&folder=drafts`)) as ReceivedMail[];
      return mails.filter(({ removed }) => removed === null).map(({ subject }) => subject ?? '');
    },
    shared: async () => (await ask('GET', `drive?mailbox=${MAILBOX}`)) as SharedFile[],
    violations: async () => (await ask('GET', 'violations')) as Violation[],
    async traffic(sinceMs = 0) {
      const log = (await ask('GET', 'log')) as LoggedRequest[];
      const requests = log.filter(({ atMs }) => atMs >= sinceMs);
      return {
        requests: requests.length,
        faults: requests.filter(({ fault }) => fault !== null).length,
        batches: requests.filter(({ path }) => path.endsWith('/$batch')).length,
        resyncs: requests.filter(({ status }) => status === 410).length,
      };
    },
    async stop() {
      const closed = once(tenant, 'exit');
      tenant.kill('SIGKILL');
      await closed;
    },
  };
}

async function readFirstLine(child: ChildProcess): Promise<{ origin: string; graphBaseUrl: string }> {
  if (child.stdout === null) throw new Error('The sandbox has no output.');
  for await (const line of createInterface({ input: child.stdout })) {
    return JSON.parse(line) as { origin: string; graphBaseUrl: string };
  }
  throw new Error('The sandbox ended before it was ready.');
}

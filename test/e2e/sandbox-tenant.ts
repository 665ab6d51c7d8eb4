import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { InboundMailInput } from '../../main/sandbox/control/inbound-schema.ts';
import type { ReceivedMail } from '../../main/sandbox/control/list-received.ts';
import type { SharedFile } from '../../main/sandbox/drive/list-drive.ts';
import type { DeliveredMail } from '../../main/sandbox/control/list-truth.ts';
import { deleteSetting, readSetting } from '../../main/sandbox/store/settings.ts';
import type { LoggedRequest, Violation } from '../../main/sandbox/store/request-log.ts';

export interface SandboxTenant {
  /** What arrived, as the tenant tells it, and how many messages are on their way. */
  truth(): Promise<{ readonly delivered: readonly DeliveredMail[]; readonly pending: number }>;
  /** Every PUT of upload bytes until now. */
  chunks(): Promise<readonly LoggedRequest[]>;
  /** Every request to send until now. */
  sends(): Promise<readonly LoggedRequest[]>;
  violations(): Promise<readonly Violation[]>;
  /** Each chunk takes this much longer, so that there is time to look and to kill. */
  slowChunks(delayMs: number): Promise<void>;
  switch(changes: object): Promise<void>;
  /** Adds a rule of docs/sandbox.md. */
  fault(rule: object): Promise<void>;
  clearFaults(): Promise<void>;
  /** What an administrator does to somebody's sign-in: docs/sign-in.md lists the actions. */
  steerSignIn(order: {
    readonly action: string;
    readonly user: string;
    readonly [more: string]: unknown;
  }): Promise<void>;
  /** A mail from outside arrives. */
  deliver(mail: InboundMailInput): Promise<void>;
  /** Every message of a mailbox's Inbox as it is there, with the hashes of its files. */
  received(mailbox: string): Promise<readonly ReceivedMail[]>;
  /** What lies in somebody's drive, with hashes and links. */
  drive(mailbox: string): Promise<readonly SharedFile[]>;
  /** The texts of the mail that was handed over, as the recipients read them. */
  bodies(): readonly string[];
}

/** The tenant that the host process runs, reached as staff would reach it. */
export function sandboxTenant(origin: string, dataDir: string): SandboxTenant {
  const control = (method: string, name: string, body?: object) => ask(method, `control/${name}`, body);

  async function ask(method: string, path: string, body?: object): Promise<unknown> {
    const answer = await fetch(`${origin}/sandbox/${path}`, {
      method,
      headers: { 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(await answer.text());
    return answer.json();
  }

  const log = async () => (await control('GET', 'log')) as readonly LoggedRequest[];

  return {
    truth: async () => (await control('GET', 'truth')) as { delivered: DeliveredMail[]; pending: number },
    chunks: async () => (await log()).filter(({ method }) => method === 'PUT'),
    sends: async () => (await log()).filter(({ method, path }) => method === 'POST' && /\/send(Mail)?$/.test(path)),
    violations: async () => (await control('GET', 'violations')) as Violation[],
    slowChunks: async (delayMs) =>
      void (await control('POST', 'faults', { match: { method: 'PUT' }, action: 'slow', times: 0, delayMs })),
    switch: async (changes) => void (await control('PATCH', 'switches', changes)),
    fault: async (rule) => void (await control('POST', 'faults', rule)),
    clearFaults: async () => void (await control('DELETE', 'faults')),
    steerSignIn: async (order) => void (await ask('POST', 'identity', order)),
    deliver: async (mail) => void (await control('POST', 'deliver', mail)),
    received: async (mailbox) =>
      (await control('GET', `received?folder=inbox&mailbox=${encodeURIComponent(mailbox)}`)) as ReceivedMail[],
    drive: async (mailbox) => (await control('GET', `drive?mailbox=${encodeURIComponent(mailbox)}`)) as SharedFile[],
    bodies: () => readBodies(dataDir),
  };
}

/** The tenant that a product runs, found by what it wrote down of itself. */
export function runningTenant(dataDir: string): SandboxTenant {
  const port = withStore(dataDir, (db) => readSetting(db, 'port'));
  return sandboxTenant(`http://127.0.0.1:${String(port)}`, dataDir);
}

/** Makes it listen elsewhere the next time: a copy of its folder may run by then. */
export function forgetTenantPort(dataDir: string): void {
  withStore(dataDir, (db) => deleteSetting(db, 'port'));
}

function withStore<Result>(dataDir: string, use: (db: Database.Database) => Result): Result {
  const db = new Database(join(dataDir, 'sandbox', 'sandbox.sqlite'));
  try {
    return use(db);
  } finally {
    db.close();
  }
}

function readBodies(dataDir: string): readonly string[] {
  const query = 'SELECT properties FROM submission ORDER BY n';
  const rows = withStore(dataDir, (db) => db.prepare<[], { properties: string }>(query).all());
  return rows.map(({ properties }) => (JSON.parse(properties) as { body: { content: string } }).body.content);
}

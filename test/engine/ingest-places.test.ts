import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { AccountId } from '../../contract/ids.ts';
import { authorityOf } from '../../main/cli/settings-for-sandbox.ts';
import type { MailboxReader } from '../../main/core/ports/mailbox-reader.ts';
import { openEngine } from '../../main/engine.ts';
import type { ApiClient, Instrument } from '../../main/engine/host.ts';
import type { ReceivedMail } from '../../main/sandbox/control/list-received.ts';
import { readCollection } from '../faults/ingest/collected.ts';
import { judgeCollected, type Truth } from '../faults/ingest/judge-collected.ts';
import { temporaryFolder } from '../helpers/open-test-database.ts';
import { signInAs } from '../helpers/sign-in-robot.ts';
import { startTenant, type TestTenant } from '../helpers/start-tenant.ts';

const mailboxes = ['sender@sandbox.example', 'finance@sandbox.example'] as const;
const [sender] = mailboxes;
const folders = ['inbox', 'inbox/projects'] as const;
const everything = { kind: 'everything' } as const;
const nothingWrong = { missing: [], double: [], wrong: [], dangling: [], open: [] };

interface Scene {
  readonly tenant: TestTenant;
  readonly dataDir: string;
  received(mailbox: string): Promise<readonly ReceivedMail[]>;
  round(): ReturnType<ApiClient['ingest']['round']>;
  /** What the mailboxes hold against what is on the disk. */
  judge(
    change?: (mails: readonly ReceivedMail[]) => readonly ReceivedMail[],
  ): Promise<ReturnType<typeof judgeCollected>>;
}

/** An engine that is signed in to both mailboxes and follows two folders of each, with mail in all of them. */
async function openScene(instrument?: (tenant: TestTenant) => Instrument): Promise<Scene> {
  const tenant = await startTenant({ limitConcurrency: 0 });
  const dataDir = temporaryFolder();
  const env = { MAILROOM_POLICY_FILE: join(dataDir, 'no-policy.json'), MS_RETRY_BASE_MS: '10' };
  const local = { graphBaseUrl: tenant.graphBaseUrl, authority: authorityOf(tenant.origin) };
  const startSandbox = () => Promise.resolve({ ...local, stop: async () => undefined });
  const host = { env, dataDir, log: () => undefined, startSandbox };
  const watched = instrument === undefined ? host : { ...host, instrument: instrument(tenant) };
  const engine = await openEngine(watched, { work: true });
  onTestFinished(() => engine.close());
  const { client } = engine;

  const received = async (mailbox: string) =>
    (await tenant.control('GET', `received?mailbox=${mailbox}`)) as readonly ReceivedMail[];
  const accounts = new Map<string, AccountId>();
  for (const mailbox of mailboxes) {
    await signInAs(client, mailbox);
    await tenant.control('POST', 'folders', { mailbox, path: 'inbox/Projects' });
    // The same bytes in every one of them: identity is a mail's and its file's, never the bytes'.
    for (const folder of folders) await generate(tenant, mailbox, folder);
  }
  for (const { id, address } of await client.accounts.list({})) {
    accounts.set(address, id);
    const named = await client.ingest.folders({ account: id });
    for (const folder of named.filter(({ name }) => /Inbox|Projects/.test(name)))
      await client.ingest.follow({ account: id, folder: folder.id, scope: everything });
  }
  return {
    tenant,
    dataDir,
    received,
    round: () => client.ingest.round({ account: null, scope: everything }),
    async judge(change = (mails) => mails) {
      const truths = mailboxes.map(async (mailbox): Promise<Truth> => {
        const account = accounts.get(mailbox) ?? null;
        return { account, mails: change(await received(mailbox)), folders };
      });
      return judgeCollected(await Promise.all(truths), readCollection(dataDir));
    },
  };
}

async function generate(tenant: TestTenant, to: string, folder: string): Promise<void> {
  const sizes = { attachments: { min: 1, max: 2 }, sizeBytes: { min: 1, max: 3_000 } };
  await tenant.control('POST', 'generate', { to, folder, count: 12, seed: 'same', ...sizes });
}

describe('several mailboxes and folders', () => {
  it('GW2: are collected at once, each mail with its own files though all of them carry the same bytes', async () => {
    const scene = await openScene();
    expect(await scene.round()).toMatchObject({ waiting: 0, dead: 0 });
    const verdict = await scene.judge();
    expect(verdict).toMatchObject(nothingWrong);
    expect(verdict.messages).toBeGreaterThanOrEqual(48);
    expect(await scene.tenant.violations()).toEqual([]);
  });

  it('a mail that moves to another folder while its page is read, or its files are fetched, is collected once', async () => {
    const scene = await openScene(moveSome);
    await scene.round();
    expect(await scene.round()).toMatchObject({ waiting: 0, dead: 0 });
    expect(await scene.judge()).toMatchObject(nothingWrong);
    const elsewhere = (await scene.received(sender)).filter(({ removed }) => removed === 'changed');
    expect(elsewhere.length).toBeGreaterThan(0);
  });

  it('19: ids that differ only in case stay two messages', async () => {
    const twins: string[] = [];
    const scene = await openScene(() => ({ reader: (reader) => renameTwo(reader, twins) }));
    await scene.round();
    const renamed = (mail: ReceivedMail): ReceivedMail => {
      const immutableId = twinNames[twins.indexOf(mail.immutableId)] ?? mail.immutableId;
      return { ...mail, immutableId };
    };
    expect(await scene.judge((mails) => mails.map(renamed))).toMatchObject(nothingWrong);
    const ids = readCollection(scene.dataDir).messages.map(({ messageId }) => messageId);
    expect(ids).toEqual(expect.arrayContaining([...twinNames]));
  });

  it('what was collected stays when its mail is deleted, also after the service has lost the place', async () => {
    const scene = await openScene();
    await scene.round();
    const before = readCollection(scene.dataDir).files;
    for (const { immutableId: id } of (await scene.received(sender)).slice(0, 6))
      await scene.tenant.control('POST', 'remove', { mailbox: sender, id });
    await scene.tenant.control('POST', 'expireDelta', { mailbox: sender });
    await scene.round();
    const { messages, files, badBlobs } = readCollection(scene.dataDir);
    expect([files, badBlobs]).toEqual([before, []]);
    expect(messages.filter(({ isRemoved }) => isRemoved === 1)).toHaveLength(6);
    expect(await scene.judge()).toMatchObject(nothingWrong);
  });
});

/** Moves a few messages in the worst moments: between the page that shows them and its commit, and between two steps. */
function moveSome(tenant: TestTenant): Instrument {
  const moved = new Set<string>();
  async function move(id: string): Promise<void> {
    if (moved.size >= 8 || moved.has(id)) return;
    moved.add(id);
    // Refused for those of the other mailbox, and then nothing has happened.
    await tenant.control('POST', 'move', { mailbox: sender, id, folder: 'inbox/projects' }).catch(() => undefined);
  }
  return {
    reader: (reader) => ({
      ...reader,
      async readChanges(call, folder, link) {
        const reply = await reader.readChanges(call, folder, link);
        const first = reply.ok ? reply.value.changes[0] : undefined;
        if (folder === 'inbox' && first !== undefined) await move(first.messageId);
        return reply;
      },
      async listAttachments(call, messageId) {
        const reply = await reader.listAttachments(call, messageId);
        await move(messageId);
        return reply;
      },
    }),
  };
}

const twinNames = ['AAkSandboxSameIdA', 'AAkSandboxSAMEIDa'] as const;

/** The service's own ids, but for those of the first two messages: what stands for them differs in case alone. */
function renameTwo(reader: MailboxReader, twins: string[]): MailboxReader {
  const toName = (id: string): string => {
    if (twins.length < twinNames.length && !twins.includes(id)) twins.push(id);
    return twinNames[twins.indexOf(id)] ?? id;
  };
  const toReal = (name: string): string => twins[twinNames.findIndex((twin) => twin === name)] ?? name;
  return {
    ...reader,
    async readChanges(...given) {
      const reply = await reader.readChanges(...given);
      if (!reply.ok) return reply;
      const changes = reply.value.changes.map((change) => ({ ...change, messageId: toName(change.messageId) }));
      return { ...reply, value: { ...reply.value, changes } };
    },
    readMessage: (call, id) => reader.readMessage(call, toReal(id)),
    listAttachments: (call, id) => reader.listAttachments(call, toReal(id)),
    readContentId: (call, id, ...rest) => reader.readContentId(call, toReal(id), ...rest),
    download: (call, id, ...rest) => reader.download(call, toReal(id), ...rest),
  };
}

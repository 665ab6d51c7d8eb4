import { beforeEach, describe, expect, it } from 'vitest';
import type { ReceivedMail } from '../../../main/sandbox/control/list-received.ts';
import type { MailChange, MailboxReader } from '../../../main/core/ports/mailbox-reader.ts';
import type { Reply } from '../../../main/core/ports/reply.ts';
import { call, clientOf, tokensInTurn } from '../../helpers/graph-client-rig.ts';
import { readerOf } from '../../helpers/mailbox-reader-rig.ts';
import { testToken } from '../../helpers/start-engine.ts';
import { startTenant, type TestTenant } from '../../helpers/start-tenant.ts';

const mailbox = 'sender@sandbox.example';
const limits = { maxBytes: 10_000_000 };

let tenant: TestTenant;
let reader: MailboxReader;

beforeEach(async () => {
  tenant = await startTenant({ attachmentPageSize: 2, deltaEmptyPages: 1, deltaRepeats: 1 });
  reader = (await readerOf(clientOf(tenant.graphBaseUrl, tokensInTurn(testToken)).client)).reader;
});

async function control(method: string, name: string, body?: object): Promise<unknown> {
  const answer = await fetch(`${tenant.origin}/sandbox/control/${name}`, {
    method,
    headers: { 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return answer.json();
}

async function deliver(mail: object): Promise<string> {
  const from = { address: 'archive@sandbox.example', name: 'Sandbox Archive' };
  const delivered = await control('POST', 'deliver', { to: mailbox, from, subject: 'Plans', ...mail });
  return (delivered as { immutableId: string }).immutableId;
}

function valueOf<T>(reply: Reply<T>): T {
  if (!reply.ok) throw new Error(JSON.stringify(reply.fault));
  return reply.value;
}

/** One round, from a link to the next delta link. */
async function readRound(folder: string, from: string | null) {
  const changes: MailChange[] = [];
  for (let link = from, pages = 1; ; pages += 1) {
    const page = valueOf(await reader.readChanges(call, folder, link));
    changes.push(...page.changes);
    if (page.link.kind === 'end') return { changes, link: page.link.url, pages };
    link = page.link.url;
  }
}

describe('GW5: changes of a sandbox folder', () => {
  it('name every message once or more, over full, empty and repeating pages, by ids that outlive a move', async () => {
    await control('POST', 'generate', { to: mailbox, count: 450 });
    const { changes, pages, link } = await readRound('inbox', null);
    const received = (await control('GET', `received?mailbox=${mailbox}&folder=inbox`)) as ReceivedMail[];
    expect(new Set(changes.map((change) => change.messageId))).toEqual(
      new Set(received.map((mail) => mail.immutableId)),
    );
    expect(pages).toBeGreaterThan(3);

    const [moved, removed] = received;
    await control('POST', 'move', { mailbox, id: moved?.immutableId, folder: 'archive' });
    await control('POST', 'remove', { mailbox, id: removed?.immutableId });
    const arrived = await deliver({});
    const next = await readRound('inbox', link);
    expect(next.changes).toEqual(
      expect.arrayContaining([
        { kind: 'removed', messageId: moved?.immutableId },
        { kind: 'removed', messageId: removed?.immutableId },
        expect.objectContaining({ kind: 'present', messageId: arrived }),
      ]),
    );
    const elsewhere = await readRound('archive', null);
    expect(elsewhere.changes).toMatchObject([{ kind: 'present', messageId: moved?.immutableId }]);
  });

  it('are refused with 410 once the service has lost the place', async () => {
    const { link } = await readRound('inbox', null);
    await control('POST', 'expireDelta', { mailbox });
    const lost = { ok: false, fault: { kind: 'refused', status: 410, code: 'SyncStateNotFound' } };
    expect(await reader.readChanges(call, 'inbox', link)).toMatchObject(lost);
  });
});

describe('GW2: a sandbox message', () => {
  it('is read, and all its files are on disk with the hashes that the tenant knows', async () => {
    const id = await deliver({
      html: '<img src="cid:chart@sandbox">',
      attachments: [
        { name: 'plan.txt', contentBytes: Buffer.from('a plan').toString('base64') },
        { name: 'empty.bin', sizeBytes: 0 },
        { name: 'page.html', contentType: 'text/html', contentBytes: Buffer.from('<p>page</p>').toString('base64') },
        { name: 'chart.png', contentId: 'chart@sandbox', sizeBytes: 5_000 },
        { kind: 'item', name: 'Forwarded' },
        { kind: 'reference', name: 'Shared folder' },
      ],
    });
    expect(valueOf(await reader.readMessage(call, id))).toMatchObject({
      subject: 'Plans',
      fromAddress: 'archive@sandbox.example',
      body: { contentType: 'html', content: '<img src="cid:chart@sandbox">' },
    });

    const listed = valueOf(await reader.listAttachments(call, id));
    expect(listed.map(({ kind, name }) => `${kind} ${name}`)).toEqual([
      'file plan.txt',
      'file empty.bin',
      'file page.html',
      'file chart.png',
      'item Forwarded',
      'link Shared folder',
    ]);
    const chart = listed[3];
    expect(await reader.readContentId(call, id, chart?.id ?? '', chart?.reportedBytes ?? 0)).toMatchObject({
      value: 'chart@sandbox',
    });

    const received = (await control('GET', `received?mailbox=${mailbox}`)) as ReceivedMail[];
    const known = received.find((mail) => mail.immutableId === id)?.attachments ?? [];
    const stored = await Promise.all(listed.map((file) => reader.download(call, id, file.id, limits)));
    expect(stored.slice(0, 5)).toMatchObject(
      known.slice(0, 5).map(({ sha256, sizeBytes }) => ({ kind: 'stored', sha256, sizeBytes })),
    );
    expect(stored[5]).toMatchObject({ kind: 'fault', fault: { kind: 'refused', status: 405 } });
    expect(await tenant.violations()).toEqual([]);
  });

  it.each(['cutBody', 'wrongLength', 'dropMidBody', 'html', 'throttle', 'dropBefore'])(
    'is not stored by half when %s comes over it, and is stored the next time',
    async (action) => {
      const id = await deliver({ attachments: [{ name: 'large.bin', sizeBytes: 500_000 }] });
      const [file] = valueOf(await reader.listAttachments(call, id));
      await tenant.fault({ path: 'value', action, retryAfter: 0.05 });
      expect(await reader.download(call, id, file?.id ?? '', limits)).toMatchObject({ kind: 'fault' });
      expect(await reader.download(call, id, file?.id ?? '', limits)).toMatchObject({ kind: 'stored' });
    },
  );

  it.each(['chunkedBody', 'slowBody'])('is stored when it comes by %s', async (action) => {
    const id = await deliver({ attachments: [{ name: 'large.bin', sizeBytes: 500_000 }] });
    const [file] = valueOf(await reader.listAttachments(call, id));
    await tenant.fault({ path: 'value', action, delayMs: 20 });
    expect(await reader.download(call, id, file?.id ?? '', limits)).toMatchObject({
      kind: 'stored',
      sizeBytes: 500_000,
    });
  });
});

it('lists the folders of a sandbox mailbox with those below them', async () => {
  await control('POST', 'folders', { mailbox, path: 'inbox/Plans/Old' });
  const folders = valueOf(await reader.listFolders(call));
  expect(folders.map((folder) => folder.name)).toEqual(
    expect.arrayContaining(['Inbox', 'Sent Items', 'Inbox / Plans', 'Inbox / Plans / Old']),
  );
  expect(folders[0]?.name).toBe('Inbox');
});

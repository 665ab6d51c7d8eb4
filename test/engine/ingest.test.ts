import { describe, expect, it } from 'vitest';
import type { IngestEvent, IngestScope, IngestStatus } from '../../contract/ingest.ts';
import type { MailboxReader } from '../../main/core/ports/mailbox-reader.ts';
import { attachmentsInInbox, blobsIn, filesInDataFolder, ownMailbox } from '../helpers/collected-mail.ts';
import { patiently } from '../helpers/patiently.ts';
import { startEngine, type TestEngine } from '../helpers/start-engine.ts';
import { startTenant, type TestTenant } from '../helpers/start-tenant.ts';

const everything: IngestScope = { kind: 'everything' };

function round(engine: TestEngine, scope = everything) {
  return engine.client.ingest.round({ account: null, scope });
}

async function statusOf({ client }: TestEngine): Promise<IngestStatus> {
  for await (const status of await client.ingest.status({})) return status;
  throw new Error('no status came');
}

async function deliver(tenant: TestTenant, attachments: readonly object[], more: object = {}): Promise<void> {
  const from = { address: 'archive@sandbox.example' };
  await tenant.control('POST', 'deliver', { to: ownMailbox, from, subject: 'Sample', attachments, ...more });
}

async function generate(tenant: TestTenant, count: number): Promise<void> {
  await tenant.control('POST', 'generate', { to: ownMailbox, count, sizeBytes: { min: 0, max: 3_000 } });
}

async function expectAllOfIt(tenant: TestTenant, engine: TestEngine): Promise<void> {
  expect(filesInDataFolder(engine.dataDir)).toEqual(await attachmentsInInbox(tenant));
}

describe('a round', () => {
  it('GW2: brings every file of the Inbox, byte for byte, and the next one only what is new', async () => {
    const tenant = await startTenant();
    await generate(tenant, 30);
    const engine = await startEngine(tenant);
    const first = await round(engine);
    expect(first).toMatchObject({ waiting: 0, dead: 0 });
    expect(first.messages).toBeGreaterThanOrEqual(30);
    await expectAllOfIt(tenant, engine);

    expect(await round(engine)).toEqual({ messages: 0, files: 0, bytes: 0, waiting: 0, dead: 0 });
    await deliver(tenant, [{ name: 'new.bin', sizeBytes: 5 }]);
    expect(await round(engine)).toEqual({ messages: 1, files: 1, bytes: 5, waiting: 0, dead: 0 });
    await expectAllOfIt(tenant, engine);
    expect(await tenant.violations()).toEqual([]);
  });

  it('15: misses nothing though the service loses its place, its answers and its patience', async () => {
    const tenant = await startTenant({ lateVisibilityMs: 30 });
    await generate(tenant, 20);
    for (const fault of [
      { path: 'messages/delta', nth: 1, action: 'status', status: 410, code: 'SyncStateNotFound' },
      { path: 'attachments$', nth: 3, action: 'dropBefore', times: 2 },
      { path: 'value', nth: 2, action: 'throttle', retryAfter: 0.05 },
      { path: 'value', nth: 5, action: 'dropMidBody', times: 2 },
      { path: 'value', nth: 9, action: 'status', status: 503, times: 2 },
    ]) {
      await tenant.fault({ method: 'GET', ...fault });
    }
    const engine = await startEngine(tenant);
    expect(await round(engine)).toMatchObject({ waiting: 0, dead: 0 });
    await generate(tenant, 5);
    await tenant.control('POST', 'expireDelta', { mailbox: ownMailbox });
    const afterRound = async (): Promise<readonly string[]> => {
      expect(await round(engine)).toMatchObject({ waiting: 0, dead: 0 });
      return filesInDataFolder(engine.dataDir);
    };
    // A folder shows what came a moment later; the round after that brings it.
    await expect.poll(afterRound, patiently).toEqual(await attachmentsInInbox(tenant));
    expect(await tenant.violations()).toEqual([]);
  });

  it('GW4: gives what the service refuses for good to a person, with the rest of it stored', async () => {
    const tenant = await startTenant();
    await deliver(tenant, [
      { name: 'one.bin', sizeBytes: 3 },
      { name: 'two.bin', sizeBytes: 4 },
    ]);
    await tenant.fault({ path: 'value', nth: 1, action: 'status', status: 400, code: 'ErrorCannotOpenFileAttachment' });
    const engine = await startEngine(tenant);
    expect(await round(engine)).toMatchObject({ waiting: 0, dead: 1 });
    expect(await statusOf(engine)).toMatchObject({ needsYou: 1 });
    expect(filesInDataFolder(engine.dataDir).filter((line) => line.endsWith('needsYou'))).toHaveLength(1);
  });

  it('takes only what its scope says, and everything when it is widened', async () => {
    const tenant = await startTenant();
    await deliver(tenant, [{ name: 'old.bin', sizeBytes: 3 }], { receivedAt: '2020-01-01T00:00:00Z' });
    const engine = await startEngine(tenant);
    await round(engine, { kind: 'lastDays', days: 1 });
    const few = filesInDataFolder(engine.dataDir).length;
    expect(few).toBeLessThan((await attachmentsInInbox(tenant)).length);
    const [account] = await engine.client.accounts.list({});
    await engine.client.ingest.follow({ account: account?.id ?? expectAccount(), folder: 'inbox', scope: everything });
    expect(await round(engine)).toMatchObject({ waiting: 0 });
    await expectAllOfIt(tenant, engine);
  });

  it('ends, and says that something waits, when the mailbox cannot be reached', async () => {
    const engine = await startEngine({ graphBaseUrl: 'http://127.0.0.1:9/v1.0' });
    expect(await round(engine)).toEqual({ messages: 0, files: 0, bytes: 0, waiting: 1, dead: 0 });
    expect((await statusOf(engine)).folders).toMatchObject([{ waitsFor: 'offline', phase: 'first', lastLookAt: null }]);
  });
});

describe('a restart', () => {
  it.each(['readChanges', 'readMessage', 'listAttachments', 'download'] as const)(
    'in the middle of %s goes on and brings nothing twice',
    async (verb) => {
      const tenant = await startTenant();
      await generate(tenant, 8);
      const reached = Promise.withResolvers<void>();
      const closing = Promise.withResolvers<void>();
      let calls = 0;
      const hold = (reader: MailboxReader): MailboxReader =>
        changed(reader, verb, async () => {
          calls += 1;
          if (calls !== (verb === 'readChanges' ? 1 : 4)) return;
          reached.resolve();
          await closing.promise;
        });
      const first = await startEngine({ ...tenant, instrument: { reader: hold } });
      void round(first).catch(() => undefined);
      await reached.promise;
      const closed = first.close();
      closing.resolve();
      await closed;

      const second = await startEngine({ ...tenant, dataDir: first.dataDir });
      expect(await round(second)).toMatchObject({ waiting: 0, dead: 0 });
      await expectAllOfIt(tenant, second);
      expect(new Set(blobsIn(second.dataDir)).size).toBe(blobsIn(second.dataDir).length);
    },
  );
});

describe('a full disk', () => {
  it('I10: pauses collecting, says so, and goes on by itself when there is room', async () => {
    const tenant = await startTenant();
    const disk = { free: 1_000 };
    const instrument = { disk: () => ({ freeBytes: () => Promise.resolve(disk.free) }) };
    const engine = await startEngine({ ...tenant, instrument });
    const paused = await round(engine);
    expect(paused).toMatchObject({ files: 0, dead: 0 });
    expect(paused.waiting).toBeGreaterThan(0);
    expect((await statusOf(engine)).pausedFor).toMatchObject({ because: 'diskFull', freeBytes: 1_000 });
    disk.free = 2e9;
    await expect.poll(() => filesInDataFolder(engine.dataDir), patiently).toEqual(await attachmentsInInbox(tenant));
    expect((await statusOf(engine)).pausedFor).toBeNull();
  });
});

describe('folders', () => {
  it('are listed with what following them costs, followed, and left again with what was stored', async () => {
    const tenant = await startTenant();
    const { client, dataDir } = await startEngine(tenant);
    const account = (await client.accounts.list({}))[0]?.id ?? expectAccount();
    const [inbox, ...others] = await client.ingest.folders({ account });
    expect(inbox).toMatchObject({ id: 'inbox', isFollowed: false });
    expect(others.length).toBeGreaterThan(0);
    const wish = { account, folder: 'inbox', scope: everything };
    expect((await client.ingest.cost(wish)).requests).toBe(1 + 2 * (inbox?.messages ?? 0));
    expect(await client.ingest.follow(wish)).toMatchObject({ folder: 'inbox', mailbox: ownMailbox, since: null });
    await client.ingest.round({ account, scope: everything });
    const stored = filesInDataFolder(dataDir);
    expect((await client.ingest.folders({ account }))[0]?.isFollowed).toBe(true);
    expect(await client.ingest.checkNow({ account: null })).toEqual({ folders: 1 });
    expect(await client.ingest.unfollow({ account, folder: 'inbox' })).toEqual({ unfollowed: true });
    expect(await client.ingest.unfollow({ account, folder: 'inbox' })).toEqual({ unfollowed: false });
    expect(filesInDataFolder(dataDir)).toEqual(stored);
    await expect(client.ingest.follow({ ...wish, folder: 'nowhere' })).rejects.toThrow('no such folder');
  });
});

describe('watching', () => {
  it('tells of each file that is stored and each message that is complete', async () => {
    const tenant = await startTenant();
    const engine = await startEngine(tenant);
    await round(engine);
    const events: IngestEvent[] = [];
    const leaving = new AbortController();
    const watching = (async () => {
      for await (const event of await engine.client.ingest.watch({}, { signal: leaving.signal })) events.push(event);
    })();
    await deliver(tenant, [{ name: 'a.bin', sizeBytes: 7 }]);
    await round(engine);
    await expect.poll(() => events.map(({ kind }) => kind), patiently).toEqual(['stored', 'complete']);
    expect(events).toMatchObject([{ sizeBytes: 7 }, { files: 1 }]);
    leaving.abort();
    await watching;
  });
});

/** Something happens before one verb of the reader. */
function changed(reader: MailboxReader, verb: keyof MailboxReader, before: () => Promise<void>): MailboxReader {
  return new Proxy(reader, {
    get(object, key): unknown {
      const method: unknown = Reflect.get(object, key);
      if (key !== verb || typeof method !== 'function') return method;
      return async (...given: unknown[]): Promise<unknown> => {
        await before();
        return Reflect.apply(method, object, given);
      };
    },
  });
}

function expectAccount(): never {
  throw new Error('no account is connected');
}

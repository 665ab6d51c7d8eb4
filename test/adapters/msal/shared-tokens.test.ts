import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { accountId } from '../../../contract/ids.ts';
import { temporaryFolder } from '../../helpers/open-test-database.ts';
import { patiently } from '../../helpers/patiently.ts';
import { hasRedis, linkTo, startRedis, type TestRedis } from '../../helpers/redis-server.ts';
import { createSignInRig, newKey, senderAddress, signInAs } from '../../helpers/sign-in-rig.ts';
import { startIdentity } from '../../helpers/start-identity.ts';

const program = fileURLToPath(new URL('../../helpers/token-process.ts', import.meta.url));

function startProcess(...args: string[]): ChildProcess & { stdout: NodeJS.ReadableStream } {
  const child = spawn(process.execPath, [program, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  return child;
}

/** Two data folders, both signed in to one account, with tokens that have ended. */
async function twoServers() {
  const service = await startIdentity();
  const redis = await startRedis();
  const key = newKey();
  const link = await linkTo(redis);
  service.identity.control({ action: 'setAccessTokenLifetime', seconds: 1 });
  const folders = [temporaryFolder(), temporaryFolder()] as const;
  let user = '';
  for (const dataDir of folders) {
    const rig = await createSignInRig(service.origin, { dataDir, key, redis: link });
    user = (await signInAs(rig, senderAddress)).id;
    rig.close();
  }
  service.identity.control({ action: 'setAccessTokenLifetime', seconds: 3_600 });
  const refreshesBefore = service.tokenRequests();
  const start = (dataDir: string, order: string) => startProcess(service.origin, redis.url, dataDir, key, user, order);
  return {
    service,
    redis,
    key,
    link,
    folders,
    user,
    start,
    refreshes: () => service.tokenRequests() - refreshesBefore,
  };
}

async function tokensOf(child: { stdout: NodeJS.ReadableStream }): Promise<string[]> {
  return JSON.parse(await text(child.stdout)) as string[];
}

async function lifeMs(redis: TestRedis, key: string): Promise<number> {
  return Number(await redis.run('PTTL', key));
}

describe.skipIf(!hasRedis)('a sign-in that several processes share', () => {
  it('MP7: is renewed once for 50 calls in each of two processes, under the exact keys, sealed and with an end', async () => {
    const { redis, folders, user, start, refreshes, service } = await twoServers();
    const [ours, theirs] = await Promise.all(folders.map((folder) => tokensOf(start(folder, 'call'))));
    const tokens = new Set([...(ours ?? []), ...(theirs ?? [])]);
    expect([ours?.length, theirs?.length, tokens.size, refreshes()]).toEqual([50, 50, 1, 1]);
    const [token = ''] = tokens;
    expect((await service.callMail(token)).status).toBe(200);

    const keys = ['access_token', 'refresh_token'].map((name) => `oauth:microsoft:${name}:${user}`);
    expect(await redis.run('KEYS', '*')).toEqual(expect.arrayContaining(keys));
    expect(await redis.run('DBSIZE')).toBe(2);
    const values = await Promise.all(keys.map((key) => redis.get(key)));
    for (const value of values) expect(value).toMatch(/^v1\.[\w-]+$/);
    const [accessMs = 0, grantMs = 0] = await Promise.all(keys.map((key) => lifeMs(redis, key)));
    expect([accessMs > 0, accessMs <= 3_600_000, grantMs <= 90 * 86_400_000]).toEqual([true, true, true]);
    expect(grantMs).toBeGreaterThan(89 * 86_400_000);
  });

  it('MP7: passes the turn on when its holder is killed', async () => {
    const { redis, folders, user, start, refreshes } = await twoServers();
    const lock = `oauth:microsoft:lock:${user}`;
    const holder = start(folders[0], 'hold');
    const [said] = (await once(holder.stdout, 'data')) as [Buffer];
    expect(said.toString()).toBe('ours\n');
    const other = tokensOf(start(folders[1], 'call'));
    holder.kill('SIGKILL');
    await once(holder, 'exit');
    const leftMs = await lifeMs(redis, lock);
    expect([leftMs > 0, leftMs <= 10_000, refreshes()]).toEqual([true, true, 0]);
    // What is left of the ten seconds, spared.
    await redis.run('PEXPIRE', lock, '300');
    expect(new Set(await other).size).toBe(1);
    expect(refreshes()).toBe(1);
    await expect.poll(() => redis.get(lock), patiently).toBeNull();
  });

  it('MP7: is renewed by each process on its own while Redis is away, and told to the others afterwards', async () => {
    const { redis, key, link, folders, user, service, refreshes } = await twoServers();
    await redis.kill();
    const rig = await createSignInRig(service.origin, { dataDir: folders[0], key, redis: link });
    const account = accountId.parse(user);
    const alone = await rig.tokens.accessToken(account);
    expect([alone.ok, refreshes()]).toEqual([true, 1]);
    await redis.start();
    await expect.poll(async () => (await link.ask((client) => client.ping())).ok, patiently).toBe(true);
    const refused = alone.ok ? alone.token : '';
    expect((await rig.tokens.accessToken(account, { refused })).ok).toBe(true);
    expect(await redis.get(`oauth:microsoft:refresh_token:${user}`)).not.toBeNull();
  });

  it('MP7: is taken back from all when somebody signs out', async () => {
    const { redis, key, link, folders, service, user } = await twoServers();
    const rig = await createSignInRig(service.origin, { dataDir: folders[0], key, redis: link });
    const account = accountId.parse(user);
    await rig.tokens.accessToken(account);
    expect(await redis.run('DBSIZE')).toBe(2);
    await rig.tokens.signOut(account);
    expect(await redis.run('DBSIZE')).toBe(0);
  });

  it('MP7: cannot be opened with another key, and then everybody is on their own', async () => {
    const { link, service, folders, key, user } = await twoServers();
    const stranger = await createSignInRig(service.origin, { key: newKey(), redis: link });
    const account = await signInAs(stranger, senderAddress);
    expect(account.id).toBe(user);
    const rig = await createSignInRig(service.origin, { dataDir: folders[0], key, redis: link });
    for (const { tokens } of [stranger, rig, stranger]) expect((await tokens.accessToken(account.id)).ok).toBe(true);
  });
});

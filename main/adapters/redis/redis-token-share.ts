import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { AccountId } from '../../../contract/ids.ts';
import type { SecretBox } from '../../core/ports/secret-box.ts';
import type { TokenShare } from '../msal/token-share.ts';
import type { RedisLink } from './redis-link.ts';

const ACCESS_MS = 60 * 60_000;
const GRANT_MS = 90 * 24 * 60 * 60_000;
/** Whoever dies while it has the turn loses it after this. */
const TURN_MS = 10_000;
const HOLD_MS = 3_000;

const accessKey = (account: AccountId): string => `oauth:microsoft:access_token:${account}`;
const grantKey = (account: AccountId): string => `oauth:microsoft:refresh_token:${account}`;
const turnKey = (account: AccountId): string => `oauth:microsoft:lock:${account}`;

const sharedToken = z.object({
  token: z.string().min(1),
  expiresAtMs: z.number(),
  renewAtMs: z.number(),
  claims: z.string().nullable(),
});

/** Only whoever took the turn may hold or end it: it may have passed to another meanwhile. */
const holdScript = `
if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('PEXPIRE', KEYS[1], ARGV[2]) end
return 0`;
const releaseScript = `
if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end
return 0`;

/** Row MP7. Every value is sealed for its own key; all processes must have the same OAUTH_ENCRYPTION_KEY. */
export function redisTokenShare(link: RedisLink, box: SecretBox, nowMs: () => number): TokenShare {
  /** Null for what is not there, cannot be asked for, or was sealed by another key. */
  async function read(key: string): Promise<string | null> {
    const asked = await link.ask((client) => client.get(key));
    if (!asked.ok || asked.value === null) return null;
    return box.open(asked.value, key).catch(() => null);
  }

  async function write(key: string, plain: string, lifeMs: number): Promise<boolean> {
    const sealed = await box.seal(plain, key);
    const expiration = { type: 'PX', value: Math.floor(lifeMs) } as const;
    return (await link.ask((client) => client.set(key, sealed, { expiration }))).ok;
  }

  return {
    async readAccess(account) {
      const text = await read(accessKey(account));
      return text === null ? null : (sharedToken.safeParse(JSON.parse(text)).data ?? null);
    },

    async writeAccess(account, token) {
      const lifeMs = Math.min(ACCESS_MS, token.expiresAtMs - nowMs());
      if (lifeMs >= 1) await write(accessKey(account), JSON.stringify(token), lifeMs);
    },

    readGrant: (account) => read(grantKey(account)),
    writeGrant: (account, cache) => write(grantKey(account), cache, GRANT_MS),

    async takeTurn(account) {
      const key = turnKey(account);
      const token = randomUUID();
      const expiration = { type: 'PX', value: TURN_MS } as const;
      const taken = await link.ask((client) => client.set(key, token, { condition: 'NX', expiration }));
      if (!taken.ok) return { kind: 'away' };
      if (taken.value === null) return { kind: 'theirs' };
      const hold = setInterval(() => {
        void link.ask((client) => client.eval(holdScript, { keys: [key], arguments: [token, String(TURN_MS)] }));
      }, HOLD_MS).unref();
      return {
        kind: 'ours',
        async release() {
          clearInterval(hold);
          await link.ask((client) => client.eval(releaseScript, { keys: [key], arguments: [token] }));
        },
      };
    },

    async remove(account) {
      await link.ask((client) => client.del([accessKey(account), grantKey(account)]));
    },
  };
}

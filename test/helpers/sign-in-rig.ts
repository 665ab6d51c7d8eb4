import { randomBytes } from 'node:crypto';
import type { AccountRow } from '../../contract/accounts.ts';
import { createMsalSignIn, type MsalSignIn } from '../../main/adapters/msal/msal-sign-in.ts';
import { createMsalTokenSource, type MsalTokenSource } from '../../main/adapters/msal/msal-token-source.ts';
import { resolveSignInTarget, type SignInTarget } from '../../main/adapters/msal/sign-in-target.ts';
import type { RedisLink } from '../../main/adapters/redis/redis-link.ts';
import { redisTokenShare } from '../../main/adapters/redis/redis-token-share.ts';
import { keyFileSecretBox } from '../../main/adapters/secret-box/key-file-secret-box.ts';
import { loadSealingKey } from '../../main/adapters/secret-box/sealing-key.ts';
import { sqliteAccountStore } from '../../main/adapters/sqlite/account-store.ts';
import { sqliteSealedStore, type SealedStore } from '../../main/adapters/sqlite/sealed-store.ts';
import type { AccountStore } from '../../main/core/ports/account-store.ts';
import type { Clock } from '../../main/core/ports/time.ts';
import { followSignIn } from '../../main/sandbox/robot-browser.ts';
import { openTestDatabase, temporaryFolder } from './open-test-database.ts';

export const senderAddress = 'sender@sandbox.example';

export const realClock: Clock = {
  nowMs: () => Date.now(),
  sleep: (delayMs, signal) =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, delayMs);
      const stop = (): void => {
        clearTimeout(timer);
        resolve();
      };
      if (signal?.aborted === true) stop();
      else signal?.addEventListener('abort', stop, { once: true });
    }),
};

export interface SignInRig {
  readonly dataDir: string;
  readonly target: SignInTarget;
  readonly sealed: SealedStore;
  readonly accounts: AccountStore;
  readonly tokens: MsalTokenSource;
  readonly signIn: MsalSignIn;
  readonly close: () => void;
}

/** Everything of the client's half, with its own data folder; the same folder again is the program after its restart. */
export async function createSignInRig(
  origin: string,
  options: { dataDir?: string; clock?: Clock; key?: string; redis?: RedisLink } = {},
): Promise<SignInRig> {
  const dataDir = options.dataDir ?? temporaryFolder();
  const clock = options.clock ?? realClock;
  const db = openTestDatabase(dataDir);
  const target = await resolveSignInTarget({
    cloud: 'global',
    clientId: null,
    tenantId: 'organizations',
    authority: `${origin}/organizations`,
  });
  const box = keyFileSecretBox(loadSealingKey(dataDir, options.key ?? null));
  const nowMs = (): number => clock.nowMs();
  const sealed = sqliteSealedStore(db, box, nowMs);
  const share = options.redis === undefined ? null : redisTokenShare(options.redis, box, nowMs);
  const accounts = sqliteAccountStore(db);
  return {
    dataDir,
    target,
    sealed,
    accounts,
    tokens: createMsalTokenSource({ target, sealed, share, accounts, nowMs }),
    signIn: createMsalSignIn({ target, sealed, share, accounts, clock }),
    close: () => void db.connection.close(),
  };
}

/** Signs in as a person would who picks this account. */
export async function signInAs(rig: SignInRig, address: string): Promise<AccountRow> {
  const signal = new AbortController().signal;
  let robot: Promise<unknown> = Promise.resolve();
  const account = await rig.signIn.withBrowser({ loginHint: address, signal }, (url) => {
    robot = followSignIn(url, address);
  });
  await robot;
  return account;
}

export function newKey(): string {
  return randomBytes(32).toString('base64');
}

/** One server process of several that share a sign-in. Prints what each of its calls got, or holds its turn for ever. */
import { accountId } from '../../contract/ids.ts';
import { createMsalTokenSource } from '../../main/adapters/msal/msal-token-source.ts';
import { resolveSignInTarget } from '../../main/adapters/msal/sign-in-target.ts';
import { openRedisLink } from '../../main/adapters/redis/redis-link.ts';
import { redisTokenShare } from '../../main/adapters/redis/redis-token-share.ts';
import { keyFileSecretBox } from '../../main/adapters/secret-box/key-file-secret-box.ts';
import { loadSealingKey } from '../../main/adapters/secret-box/sealing-key.ts';
import { sqliteAccountStore } from '../../main/adapters/sqlite/account-store.ts';
import { openDatabase } from '../../main/adapters/sqlite/open-database.ts';
import { sqliteSealedStore } from '../../main/adapters/sqlite/sealed-store.ts';
import { takeOver } from '../../main/adapters/sqlite/take-over.ts';

const [origin = '', redisUrl = '', dataDir = '', key = '', user = '', order = ''] = process.argv.slice(2);
const CALLS = 50;

const nowMs = (): number => Date.now();
const db = takeOver(openDatabase(dataDir, nowMs()), { pid: process.pid, bootId: null, nowMs: nowMs() });
const box = keyFileSecretBox(loadSealingKey(dataDir, key));
const link = openRedisLink(redisUrl);
await link.firstAttempt;
const share = redisTokenShare(link, box, nowMs);
const account = accountId.parse(user);

if (order === 'hold') {
  const turn = await share.takeTurn(account);
  process.stdout.write(`${turn.kind}\n`);
  setInterval(() => undefined, 60_000);
} else {
  const target = await resolveSignInTarget({
    cloud: 'global',
    clientId: null,
    tenantId: 'organizations',
    authority: `${origin}/organizations`,
  });
  const sealed = sqliteSealedStore(db, box, nowMs);
  const tokens = createMsalTokenSource({ target, sealed, share, accounts: sqliteAccountStore(db), nowMs });
  const results = await Promise.all(Array.from({ length: CALLS }, () => tokens.accessToken(account)));
  process.stdout.write(`${JSON.stringify(results.map((result) => (result.ok ? result.token : result.detail)))}\n`);
  link.close();
  db.connection.close();
}

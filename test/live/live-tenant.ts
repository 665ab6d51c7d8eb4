import { createMsalTokenSource } from '../../main/adapters/msal/msal-token-source.ts';
import { resolveSignInTarget } from '../../main/adapters/msal/sign-in-target.ts';
import { graphAddressOf } from '../../main/adapters/graph/graph-address.ts';
import { keyFileSecretBox } from '../../main/adapters/secret-box/key-file-secret-box.ts';
import { loadSealingKey } from '../../main/adapters/secret-box/sealing-key.ts';
import { sqliteAccountStore } from '../../main/adapters/sqlite/account-store.ts';
import { sqliteSealedStore } from '../../main/adapters/sqlite/sealed-store.ts';
import { loadSettings } from '../../main/engine/load-settings.ts';
import { openTestDatabase } from '../helpers/open-test-database.ts';
import type { Graph } from './ask-graph.ts';

/** Why the tests against a real tenant do not run here, or null when they shall. docs/live-tests.md */
export function whyNotLive(
  switchName: 'TEST_MICROSOFT_INTEGRATION' | 'TEST_MICROSOFT_UPLOAD_INTEGRATION',
): string | null {
  if (process.env[switchName] !== 'true') return `${switchName} is not true`;
  const missing = needed.filter((name) => (process.env[name] ?? '') === '');
  return missing.length === 0 ? null : `${missing.join(', ')} must be set (docs/live-tests.md)`;
}

const needed = ['MS_CLIENT_ID', 'MS_TENANT_ID', 'MAILROOM_DATA_DIR', 'MS_TEST_RECIPIENT'] as const;

/** Somebody inside the tenant who expects test mail. */
export function liveRecipient(): string {
  return process.env['MS_TEST_RECIPIENT'] ?? '';
}

const nowMs = (): number => Date.now();

/** A token of the mailbox that `mailroom login` connected in the data folder. No engine may own the folder meanwhile. */
export async function openLiveGraph(): Promise<Graph> {
  const { settings, dataDir } = loadSettings({ env: process.env, dataDir: null });
  const db = openTestDatabase(dataDir, Date.now());
  const box = keyFileSecretBox(loadSealingKey(dataDir, settings.encryptionKey));
  const accounts = sqliteAccountStore(db);
  const [account] = accounts.list();
  if (account === undefined) throw new Error('No mailbox is connected there: mailroom login');
  const target = await resolveSignInTarget(settings);
  const sealed = sqliteSealedStore(db, box, nowMs);
  const tokens = createMsalTokenSource({ target, sealed, share: null, accounts, nowMs });
  const answer = await tokens.accessToken(account.id);
  db.connection.close();
  if (!answer.ok) throw new Error(`No token: ${answer.detail}. mailroom login`);
  return { baseUrl: graphAddressOf(settings.cloud, settings.graphBaseUrl).baseUrl, token: answer.token };
}

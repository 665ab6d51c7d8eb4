import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { authorityOf } from '../../main/cli/settings-for-sandbox.ts';
import { openEngine } from '../../main/engine.ts';
import type { ApiClient } from '../../main/engine/host.ts';
import { temporaryFolder } from './open-test-database.ts';
import { signInAs } from './sign-in-robot.ts';
import { startTenant, type TestTenant } from './start-tenant.ts';

/** A working engine that real MSAL signed in to these mailboxes of one tenant. */
export async function startSignedIn(
  addresses: readonly string[],
): Promise<{ readonly client: ApiClient; readonly tenant: TestTenant }> {
  const tenant = await startTenant();
  const dataDir = temporaryFolder();
  const shortWaits = { MS_SEND_SETTLE_MS: '300', MS_SEND_PROBE_MS: '50', MS_RETRY_BASE_MS: '10' };
  const env = { MAILROOM_POLICY_FILE: join(dataDir, 'no-policy.json'), ...shortWaits };
  const local = {
    graphBaseUrl: tenant.graphBaseUrl,
    authority: authorityOf(tenant.origin),
    stop: async () => undefined,
  };
  const startSandbox = () => Promise.resolve(local);
  const engine = await openEngine({ env, dataDir, log: () => undefined, startSandbox }, { work: true });
  onTestFinished(() => engine.close());
  for (const address of addresses) await signInAs(engine.client, address);
  return { client: engine.client, tenant };
}

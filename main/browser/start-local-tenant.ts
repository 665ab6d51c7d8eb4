import type { LocalTenant } from '../engine/host.ts';
import { tenantId } from '../sandbox/users.ts';

/** The sandbox tenant inside this process, for an engine without a configured tenant. Loaded only then. */
export async function startLocalTenant(stateDir: string): Promise<LocalTenant> {
  const { startSandbox } = await import('../sandbox/start-sandbox.ts');
  const sandbox = await startSandbox({ stateDir });
  return {
    graphBaseUrl: sandbox.graphBaseUrl,
    authority: `${sandbox.origin}/${tenantId}`,
    stop: () => sandbox.stop(),
  };
}

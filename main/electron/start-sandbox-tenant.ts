import type { LocalTenant } from '../engine/host.ts';

/** The sandbox tenant inside the engine's process, for an engine without a configured tenant. Loaded only then. */
export async function startSandboxTenant(stateDir: string): Promise<LocalTenant> {
  const [{ startSandbox }, { tenantId }] = await Promise.all([
    import('../sandbox/start-sandbox.ts'),
    import('../sandbox/users.ts'),
  ]);
  const sandbox = await startSandbox({ stateDir });
  return {
    graphBaseUrl: sandbox.graphBaseUrl,
    authority: `${sandbox.origin}/${tenantId}`,
    stop: () => sandbox.stop(),
  };
}

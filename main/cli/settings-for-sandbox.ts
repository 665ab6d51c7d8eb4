import { tenantId } from '../sandbox/users.ts';

/** The environment that points an engine at a sandbox tenant. */
export function settingsForSandbox(sandbox: { readonly origin: string; readonly graphBaseUrl: string }) {
  return { MS_GRAPH_BASE_URL: sandbox.graphBaseUrl, MS_AUTHORITY: authorityOf(sandbox.origin) };
}

/** Where people sign in, tenant included. */
export function authorityOf(origin: string): string {
  return `${origin}/${tenantId}`;
}

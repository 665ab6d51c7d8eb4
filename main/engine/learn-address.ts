import { z } from 'zod';
import type { Services } from './services.ts';
import { UNKNOWN_ADDRESS } from './tenancy.ts';

const me = z.object({
  mail: z.string().nullish(),
  userPrincipalName: z.string().nullish(),
  displayName: z.string().nullish(),
});
const PATIENCE_MS = 2_000;

/** Asks the server whose token MS_ACCESS_TOKEN is. Without an answer the account goes on as `me`. */
export async function learnAddress({ tenancy, accounts, graph, clock }: Services): Promise<void> {
  const account = accounts.list().find((known) => known.cloud === 'custom' && known.address === UNKNOWN_ADDRESS);
  if (tenancy.kind !== 'static' || account === undefined) return;
  const call = {
    account: account.id,
    correlationId: account.id,
    urgency: 'interactive',
    signal: AbortSignal.timeout(PATIENCE_MS),
  } as const;
  const reply = await graph.request(call, { method: 'GET', path: '/me', read: ({ json }) => me.safeParse(json).data });
  if (!reply.ok) return;
  const address = reply.value.mail ?? reply.value.userPrincipalName;
  if (!address) return;
  accounts.upsert({ ...account, address, name: reply.value.displayName ?? null }, clock.nowMs());
}

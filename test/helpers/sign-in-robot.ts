import type { ApiClient } from '../../main/engine/host.ts';
import { followSignIn } from '../../main/sandbox/robot-browser.ts';

/** Connects a mailbox of the sandbox tenant, as a person at a browser would. */
export async function signInAs(
  client: ApiClient,
  address: string,
  beside: { readonly withShared?: boolean } = {},
): Promise<void> {
  let robot: Promise<unknown> = Promise.resolve();
  for await (const step of await client.accounts.signIn({ method: 'browser', loginHint: address, ...beside })) {
    if (step.kind === 'openBrowser') robot = followSignIn(step.url, address);
  }
  await robot;
}

import type { OutboxRow } from '../../contract/outbox.ts';
import type { Cli } from './cli.ts';
import type { ApiClient } from '../engine/host.ts';
import { exitCodeOfRow, exitCodes, type WaitGoal } from './exit-code.ts';
import { createProgress } from './progress/progress.ts';

/** Follows a message until the goal, an end, a sign-in that is needed, or Ctrl C. Returns it as it was last seen. */
export async function watchRow(
  cli: Pick<Cli, 'out' | 'env' | 'interrupted'>,
  client: ApiClient,
  row: OutboxRow,
  goal: WaitGoal,
): Promise<OutboxRow> {
  const progress = createProgress(cli.out, cli.env);
  let last = row;
  try {
    for await (const next of await client.outbox.watch({ id: row.id }, { signal: cli.interrupted })) {
      last = next;
      progress.show(last);
      if (!canStillChange(last, goal) || (await needsSignIn(client, last))) break;
    }
    return last;
  } catch (thrown) {
    if (cli.interrupted.aborted) return last;
    throw thrown;
  } finally {
    progress.stop();
  }
}

/** True of a message that was refused for want of a sign-in when it was tried last. */
export function isForSignIn(row: OutboxRow): boolean {
  const code = row.error?.error_code;
  return row.state === 'paused' && (code === 'oauth_token_expired' || code === 'oauth_token_invalid');
}

/** Whoever waits here would wait for themselves. The account is asked, because the message may not have been tried since. */
async function needsSignIn(client: ApiClient, row: OutboxRow): Promise<boolean> {
  if (!isForSignIn(row)) return false;
  const accounts = await client.accounts.list({});
  return accounts.some((account) => account.id === row.account && account.state === 'signInNeeded');
}

/** *Unconfirmed* is no end: the engine goes on looking until it knows, or until a person must decide. */
function canStillChange(row: OutboxRow, goal: WaitGoal): boolean {
  return row.state === 'unconfirmed' || exitCodeOfRow(row, goal) === exitCodes.queued;
}

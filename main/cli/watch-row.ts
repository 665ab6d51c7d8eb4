import type { OutboxRow } from '../../contract/outbox.ts';
import type { Cli } from './cli.ts';
import type { ApiClient } from '../engine/host.ts';
import { exitCodeOfRow, exitCodes, type WaitGoal } from './exit-code.ts';
import { createProgress } from './progress/progress.ts';

/** Follows a message until the goal, an end, or Ctrl C, and returns it as it was last seen. */
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
      if (!canStillChange(last, goal)) break;
    }
    return last;
  } catch (thrown) {
    if (cli.interrupted.aborted) return last;
    throw thrown;
  } finally {
    progress.stop();
  }
}

/** *Unconfirmed* is no end: the engine goes on looking until it knows, or until a person must decide. */
function canStillChange(row: OutboxRow, goal: WaitGoal): boolean {
  return row.state === 'unconfirmed' || exitCodeOfRow(row, goal) === exitCodes.queued;
}

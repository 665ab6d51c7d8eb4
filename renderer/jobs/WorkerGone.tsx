import { useState, type ReactElement } from 'react';
import { commands } from '../app/commands.ts';
import { useClient } from '../app/connection.tsx';
import { FaultNote } from '../app/FaultNote.tsx';
import { useAction } from '../app/use-action.ts';
import { useNow } from '../app/use-now.ts';
import { useShellStatus } from '../app/use-shell-status.ts';
import { announce } from '../ui/announce.ts';
import { Button } from '../ui/Button.tsx';
import { formatTime } from '../ui/format/format-time.ts';

/** As in the status line: beyond this age the worker is not merely between two looks. */
const lateMs = 30_000;

/** Row J9: no worker is loud. Says since when, what is safe, and starts one. */
export function WorkerGone(): ReactElement | null {
  const client = useClient();
  const status = useShellStatus();
  const nowMs = useNow(5000);
  const seenAt = status?.workerSeenAt ?? null;
  const [lastSeenAt, setLastSeenAt] = useState(seenAt);
  if (seenAt !== null && seenAt !== lastSeenAt) setLastSeenAt(seenAt);
  const start = useAction(
    () => client.engine.work({}),
    () => announce('The worker is running'),
  );
  if (status === null || (seenAt !== null && nowMs - Date.parse(seenAt) <= lateMs)) return null;
  const stopped =
    lastSeenAt === null ? 'No worker is running.' : `The worker stopped at ${formatTime(lastSeenAt, nowMs)}.`;
  const triesAgainAt = status.workerTriesAgainAt;
  return (
    <aside className="worker-gone" aria-label="Worker">
      <p>
        <b>{stopped}</b> Nothing moves. What is queued is safe on this disk, new mail waits in its mailbox.
        {triesAgainAt === null ? null : ` It tries again at ${formatTime(triesAgainAt, nowMs)}.`}
      </p>
      <Button onPress={() => start.run(undefined)} isPending={start.isRunning} command={commands['engine.work']()}>
        Start worker
      </Button>
      {start.fault === null ? null : <FaultNote fault={start.fault} />}
    </aside>
  );
}

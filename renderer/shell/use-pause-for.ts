import { useClient } from '../app/connection.tsx';
import { useAction } from '../app/use-action.ts';
import { announce } from '../ui/announce.ts';
import { formatTime } from '../ui/format/format-time.ts';

/** Lets nothing go out for some hours, and says until when. */
export function usePauseFor(): (hours: number) => void {
  const client = useClient();
  const action = useAction(
    (hours: number) => client.shell.pauseFor({ minutes: hours * 60 }),
    ({ pausedUntil }) => announce(`Everything is paused until ${formatTime(pausedUntil, Date.now())}`),
  );
  return (hours) => action.run(hours);
}

import type { ReactElement } from 'react';
import type { ShellStatus } from '../../contract/shell.ts';
import { commands } from '../app/commands.ts';
import { Button } from '../ui/Button.tsx';
import { formatSpeed } from '../ui/format/format-bytes.ts';
import { formatTime } from '../ui/format/format-time.ts';
import { hoursWords, pauseHours } from './pause-hours.ts';
import { usePauseFor } from './use-pause-for.ts';

/** Everything stands still for some hours, new mail too; and what caps the speed meanwhile. */
export function PauseForSome({
  status,
  nowMs,
}: {
  readonly status: ShellStatus;
  readonly nowMs: number;
}): ReactElement {
  const pauseFor = usePauseFor();
  return (
    <>
      {status.uploadLimitBytesPerS === 0 ? null : (
        <p>Uploads are limited to {formatSpeed(status.uploadLimitBytesPerS)} in the settings.</p>
      )}
      <p>
        {status.pausedUntil === null
          ? 'Let nothing go out for a while, new mail too:'
          : `You paused everything until ${formatTime(status.pausedUntil, nowMs)}. From now on, instead:`}
      </p>
      <div className="status-actions">
        {pauseHours.map((hours) => (
          <Button
            key={hours}
            onPress={() => pauseFor(hours)}
            label={`Pause everything for ${hoursWords(hours)}`}
            command={commands['shell.pauseFor'](hours)}
          >
            {hoursWords(hours)}
          </Button>
        ))}
      </div>
    </>
  );
}

import { useState, type ReactElement } from 'react';
import type { HealthAlert } from '../../contract/health.ts';
import { commands } from '../app/commands.ts';
import { useClient } from '../app/connection.tsx';
import { useAction } from '../app/use-action.ts';
import { ReasonDialog } from '../jobs/ReasonDialog.tsx';
import { announce } from '../ui/announce.ts';
import { Choice } from '../ui/Choice.tsx';
import { formatTime } from '../ui/format/format-time.ts';
import { takeReport } from './health-state.ts';

const hourMs = 3_600_000;
const ends = [
  { value: '1', words: '1 hour' },
  { value: '4', words: '4 hours' },
  { value: '24', words: '1 day' },
] as const;

export interface SilenceDialogProps {
  readonly alert: HealthAlert;
  readonly nowMs: number;
  readonly onClose: () => void;
}

/** Asks until when and why: a silence without an end hides what nobody remembers. */
export function SilenceDialog({ alert, nowMs, onClose }: SilenceDialogProps): ReactElement {
  const client = useClient();
  const [hours, setHours] = useState<(typeof ends)[number]['value']>('1');
  const until = new Date(nowMs + Number(hours) * hourMs).toISOString();
  const silence = useAction(
    (reason: string) =>
      client.health.silence({
        alert: alert.id,
        until: new Date(Date.now() + Number(hours) * hourMs).toISOString(),
        reason,
        via: 'window',
      }),
    (report) => {
      takeReport(report);
      announce(`Silenced until ${formatTime(until, nowMs)}`);
      onClose();
    },
  );
  return (
    <ReasonDialog
      title="Silence this alert?"
      verb={`Silence until ${formatTime(until, nowMs)}`}
      isDanger={false}
      isRunning={silence.isRunning}
      fault={silence.fault}
      command={(reason) => commands['health.silence'](alert.id, Number(hours), reason)}
      onConfirm={(reason) => silence.run(reason)}
      onClose={onClose}
    >
      <p>
        “{alert.title}” stays in the list, below the others, and counts again by itself. What it tells of is not
        changed.
      </p>
      <Choice label="For" value={hours} options={ends} onChange={setHours} />
    </ReasonDialog>
  );
}

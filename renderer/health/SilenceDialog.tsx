import { useState, type ReactElement } from 'react';
import type { HealthAlert } from '../../contract/health.ts';
import { useClient } from '../app/connection.tsx';
import { FaultNote } from '../app/FaultNote.tsx';
import { useAction } from '../app/use-action.ts';
import { announce } from '../ui/announce.ts';
import { Button } from '../ui/Button.tsx';
import { Choice } from '../ui/Choice.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { Field } from '../ui/Field.tsx';
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
  const [reason, setReason] = useState('');
  const until = new Date(nowMs + Number(hours) * hourMs).toISOString();
  const given = reason.trim();
  const silence = useAction(
    () =>
      client.health.silence({
        alert: alert.id,
        until: new Date(Date.now() + Number(hours) * hourMs).toISOString(),
        reason: given,
        via: 'window',
      }),
    (report) => {
      takeReport(report);
      announce(`Silenced until ${formatTime(until, nowMs)}`);
      onClose();
    },
  );
  const confirm = (): void => {
    if (given !== '' && !silence.isRunning) silence.run(undefined);
  };
  return (
    <Dialog
      title="Silence this alert?"
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button
            look="primary"
            onPress={confirm}
            isPending={silence.isRunning}
            unavailable={given === '' ? 'It needs a reason.' : null}
          >
            Silence until {formatTime(until, nowMs)}
          </Button>
          <Button onPress={onClose}>Cancel</Button>
        </>
      }
    >
      <form
        className="silence-form"
        onSubmit={(event) => {
          event.preventDefault();
          confirm();
        }}
      >
        <p>
          “{alert.title}” stays in the list, below the others, and counts again by itself. What it tells of is not
          changed.
        </p>
        <Choice label="For" value={hours} options={ends} onChange={setHours} />
        <Field
          label="Reason"
          description="Kept in the audit log with your name."
          value={reason}
          onChange={(words) => setReason(words.slice(0, 500))}
          autoFocus
        />
        {silence.fault === null ? null : <FaultNote fault={silence.fault} />}
      </form>
    </Dialog>
  );
}

import { useState, type ReactElement, type ReactNode } from 'react';
import { FaultNote } from '../app/FaultNote.tsx';
import type { Fault } from '../app/fault.ts';
import { Button } from '../ui/Button.tsx';
import type { CommandWords } from '../ui/carried-command.ts';
import { Dialog } from '../ui/Dialog.tsx';
import { ReasonField } from './ReasonField.tsx';
import './ReasonDialog.css';

export interface ReasonDialogProps {
  readonly title: string;
  /** What it will do, and what it leaves. */
  readonly children: ReactNode;
  readonly verb: string;
  readonly isDanger: boolean;
  /** Why it cannot be done now, besides a missing reason. */
  readonly unavailable?: string | null;
  readonly isRunning: boolean;
  readonly fault: Fault | null;
  /** What does the same on the command line for this reason. */
  readonly command: (reason: string) => CommandWords | null;
  readonly onConfirm: (reason: string) => void;
  readonly onClose: () => void;
}

/** Row J10: asks why, because the audit log keeps it. Open for as long as it is mounted. */
export function ReasonDialog(props: ReasonDialogProps): ReactElement {
  const [reason, setReason] = useState('');
  const given = reason.trim();
  const unavailable = props.unavailable ?? (given === '' ? 'It needs a reason.' : null);
  const confirm = (): void => {
    if (unavailable === null && !props.isRunning) props.onConfirm(given);
  };
  return (
    <Dialog
      title={props.title}
      isOpen
      onClose={props.onClose}
      command={given === '' ? null : props.command(given)}
      actions={
        <>
          <Button
            look={props.isDanger ? 'danger' : 'primary'}
            onPress={confirm}
            isPending={props.isRunning}
            unavailable={unavailable}
          >
            {props.verb}
          </Button>
          <Button onPress={props.onClose}>Cancel</Button>
        </>
      }
    >
      <form
        className="reason-form"
        onSubmit={(event) => {
          event.preventDefault();
          confirm();
        }}
      >
        {props.children}
        <ReasonField value={reason} onChange={setReason} autoFocus />
        {props.fault === null ? null : <FaultNote fault={props.fault} />}
      </form>
    </Dialog>
  );
}

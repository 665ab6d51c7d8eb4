import type { ReactElement } from 'react';
import type { Fault } from '../app/fault.ts';
import { FaultNote } from '../app/FaultNote.tsx';
import { Button } from '../ui/Button.tsx';

export interface SaveActionsProps {
  /** Completes "Save …". */
  readonly what: 'signature' | 'template';
  readonly name: string;
  readonly save: {
    readonly fault: Fault | null;
    readonly isRunning: boolean;
    readonly run: (input: undefined) => void;
  };
  readonly onClose: () => void;
}

/** The end of a form that keeps something under a name. */
export function SaveActions({ what, name, save, onClose }: SaveActionsProps): ReactElement {
  return (
    <>
      {save.fault === null ? null : <FaultNote fault={save.fault} />}
      <div className="dialog-actions">
        <Button
          look="primary"
          isPending={save.isRunning}
          unavailable={name.trim() === '' ? 'Give it a name first.' : null}
          onPress={() => save.run(undefined)}
        >
          {`Save ${what}`}
        </Button>
        <Button onPress={onClose}>Cancel</Button>
      </div>
    </>
  );
}

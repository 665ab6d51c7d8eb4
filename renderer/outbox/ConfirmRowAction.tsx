import type { ReactElement } from 'react';
import type { OutboxRow } from '../../contract/outbox.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { titleOf } from './describe-row.ts';
import { verbCommand } from './row-commands.ts';

export interface ConfirmRowActionProps {
  readonly row: OutboxRow;
  readonly asked: 'cancel' | 'sendAgain' | null;
  readonly onClose: () => void;
  readonly onConfirm: (verb: 'cancel' | 'sendAgain') => void;
}

/** Asks before what cannot be taken back, and says what it will do. */
export function ConfirmRowAction({ row, asked, onClose, onConfirm }: ConfirmRowActionProps): ReactElement {
  const isCancel = asked === 'cancel';
  return (
    <Dialog
      role="alertdialog"
      title={isCancel ? 'Cancel this message?' : 'Send it again as a new message?'}
      isOpen={asked !== null}
      onClose={onClose}
      command={asked === null ? null : verbCommand(asked, row.id)}
      actions={
        <>
          <Button look="danger" onPress={() => onConfirm(isCancel ? 'cancel' : 'sendAgain')}>
            {isCancel ? 'Cancel the message' : 'Send again as new'}
          </Button>
          <Button onPress={onClose} autoFocus>
            {isCancel ? 'Keep it' : 'Do not send'}
          </Button>
        </>
      }
    >
      {isCancel ? (
        <p>
          “{titleOf(row)}” will not be sent, and its draft in the mailbox is removed. To go on writing, use “Open draft
          again” instead.
        </p>
      ) : (
        <p>
          “{titleOf(row)}” may have left already. If it did, everybody receives it twice. Look in Sent Items first: send
          it again only if it is not there.
        </p>
      )}
    </Dialog>
  );
}

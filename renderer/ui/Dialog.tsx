import type { ReactElement, ReactNode } from 'react';
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { carryCommand, type CommandWords } from './carried-command.ts';
import './Overlay.css';

export interface DialogProps {
  readonly title: string;
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly children: ReactNode;
  /** Buttons, the way on first. */
  readonly actions?: ReactNode;
  /** An alert dialog is about something that cannot be taken back. */
  readonly role?: 'dialog' | 'alertdialog';
  readonly size?: 'regular' | 'wide';
  /** What does the same as its first button on the command line. */
  readonly command?: CommandWords | null;
}

/** A modal dialog in the middle. Esc and a click beside it close it; focus goes back to the opener. */
export function Dialog(props: DialogProps): ReactElement {
  return (
    <ModalOverlay className="veil" isOpen={props.isOpen} onOpenChange={props.onClose} isDismissable>
      <Modal className={props.size === 'wide' ? 'dialog dialog-wide' : 'dialog'}>
        <AriaDialog role={props.role ?? 'dialog'} {...carryCommand(props.command)}>
          <Heading slot="title" className="dialog-title">
            {props.title}
          </Heading>
          <div className="dialog-body">{props.children}</div>
          {props.actions === undefined ? null : <div className="dialog-actions">{props.actions}</div>}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}

/** The same from the right edge, full height: for longer forms and explanations. */
export function Sheet(props: Omit<DialogProps, 'size' | 'role'>): ReactElement {
  return (
    <ModalOverlay className="veil veil-sheet" isOpen={props.isOpen} onOpenChange={props.onClose} isDismissable>
      <Modal className="sheet">
        <AriaDialog {...carryCommand(props.command)}>
          <Heading slot="title" className="dialog-title">
            {props.title}
          </Heading>
          <div className="dialog-body">{props.children}</div>
          {props.actions === undefined ? null : <div className="dialog-actions">{props.actions}</div>}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}

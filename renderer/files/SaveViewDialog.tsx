import { useState, type ReactElement } from 'react';
import { Form } from 'react-aria-components';
import type { Fault } from '../app/fault.ts';
import { FaultNote } from '../app/FaultNote.tsx';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { Field } from '../ui/Field.tsx';

export interface SaveViewDialogProps {
  readonly isOpen: boolean;
  readonly names: readonly string[];
  readonly suggestion: string;
  readonly fault: Fault | null;
  readonly onClose: () => void;
  readonly onSave: (name: string) => void;
}

const longest = 80;

/** Gives a search a name. */
export function SaveViewDialog(props: SaveViewDialogProps): ReactElement {
  return (
    <Dialog title="Save this search" isOpen={props.isOpen} onClose={props.onClose}>
      <NameForm {...props} />
    </Dialog>
  );
}

function NameForm({ names, suggestion, fault, onClose, onSave }: SaveViewDialogProps): ReactElement {
  const [name, setName] = useState(suggestion.trim().slice(0, longest) || 'All files');
  const wanted = name.trim();
  const problem = wanted.length > longest ? `A name has at most ${longest} letters.` : null;
  return (
    <Form
      className="files-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (wanted !== '' && problem === null) onSave(wanted);
      }}
    >
      <Field
        label="Name"
        value={name}
        onChange={setName}
        problem={problem}
        autoFocus
        description={
          names.includes(wanted)
            ? 'Takes the place of the search with this name.'
            : 'Kept with words, order and pictures.'
        }
      />
      {fault === null ? null : <FaultNote fault={fault} />}
      <div className="dialog-actions">
        <Button
          look="primary"
          onPress={() => onSave(wanted)}
          unavailable={wanted === '' ? 'It needs a name.' : problem}
        >
          Save
        </Button>
        <Button onPress={onClose}>Cancel</Button>
      </div>
    </Form>
  );
}

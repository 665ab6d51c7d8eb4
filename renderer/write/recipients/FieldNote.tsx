import type { ReactElement } from 'react';
import { Button } from '../../ui/Button.tsx';
import type { FieldNote as Note } from './recipient-field.ts';

/** What was done to a line beyond what was typed, with the way back. */
export function FieldNote({ note, onUndo }: { readonly note: Note; readonly onUndo: () => void }): ReactElement {
  return (
    <div className="recipients-note" role="status">
      <p>{note.text}</p>
      {note.undo === null ? null : (
        <Button look="quiet" onPress={onUndo}>
          Undo
        </Button>
      )}
    </div>
  );
}

import { useQueryClient } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import { Label, TextArea, TextField } from 'react-aria-components';
import type { JobId } from '../../contract/ids.ts';
import type { JobDetail } from '../../contract/jobs.ts';
import { useClient } from '../app/connection.tsx';
import { FaultNote } from '../app/FaultNote.tsx';
import { useAction } from '../app/use-action.ts';
import { announce } from '../ui/announce.ts';
import { Button } from '../ui/Button.tsx';
import { Sheet } from '../ui/Dialog.tsx';
import { countWords } from '../ui/format/count-words.ts';
import { type DiffLine, editableText, type EditedPayload, readEdited } from './edited-payload.ts';
import { ReasonField } from './ReasonField.tsx';

export interface EditSheetProps {
  readonly detail: JobDetail;
  readonly onClose: () => void;
  readonly onReplayed: (id: JobId) => void;
}

/** Row J14: a dead job again with another payload. What is changed is seen as a difference before anything moves. */
export function EditSheet({ detail, onClose, onReplayed }: EditSheetProps): ReactElement {
  const { row, payload, editable } = detail;
  const client = useClient();
  const queries = useQueryClient();
  const [text, setText] = useState(() => editableText(payload, editable));
  const [reason, setReason] = useState('');
  const edited = readEdited(payload, editable, text);
  const replay = useAction(
    () => {
      if (edited.kind !== 'changed') throw new Error('nothing was changed');
      return client.jobs.replayEdited({ id: row.id, via: 'window', reason: reason.trim(), members: edited.members });
    },
    (successor) => {
      announce('Replayed with the changed payload');
      void queries.invalidateQueries({ queryKey: ['jobs'] });
      onClose();
      onReplayed(successor.id);
    },
  );
  return (
    <Sheet
      title="Edit and replay"
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button
            look="primary"
            unavailable={whyNot(edited, reason)}
            isPending={replay.isRunning}
            onPress={() => replay.run(undefined)}
          >
            {edited.kind === 'changed'
              ? `Replay with ${countWords(Object.keys(edited.members).length, 'change')}`
              : 'Replay'}
          </Button>
          <Button onPress={onClose}>Cancel</Button>
        </>
      }
    >
      <p className="replay-lead">“{row.title}” stays as it is; a new job takes its place with what you write here.</p>
      <TextField className="field" value={text} onChange={setText} autoFocus>
        <Label className="field-label">What may be changed</Label>
        <TextArea className="field-input edit-text mono" rows={5} spellCheck={false} />
      </TextField>
      <section className="replay-step">
        <h3>Difference</h3>
        <Difference edited={edited} />
      </section>
      <section className="replay-step">
        <ReasonField value={reason} onChange={setReason} />
      </section>
      {replay.fault === null ? null : <FaultNote fault={replay.fault} />}
    </Sheet>
  );
}

function whyNot(edited: EditedPayload, reason: string): string | null {
  if (edited.kind === 'unreadable') return edited.problem;
  if (edited.kind === 'unchanged') return 'Nothing is changed yet. Replay… does the same again.';
  return reason.trim() === '' ? 'It needs a reason.' : null;
}

function Difference({ edited }: { readonly edited: EditedPayload }): ReactElement {
  switch (edited.kind) {
    case 'unchanged':
      return <p>Nothing is changed.</p>;
    case 'unreadable':
      return (
        <p className="tone" data-tone="brick" role="status">
          {edited.problem}
        </p>
      );
    case 'changed':
      return (
        <pre className="payload mono" tabIndex={0} aria-label="Difference">
          {edited.lines.map((line, index) => (
            <Line key={index} {...line} />
          ))}
        </pre>
      );
  }
}

const signs = { same: ' ', added: '+', removed: '-' } as const;

function Line({ text, change }: DiffLine): ReactElement {
  return (
    <span className="diff-line" data-change={change}>
      {change === 'same' ? null : <span className="visually-hidden">{change}: </span>}
      <span aria-hidden>{signs[change]} </span>
      {text}
      {'\n'}
    </span>
  );
}

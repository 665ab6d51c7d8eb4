import { useQuery } from '@tanstack/react-query';
import { useDeferredValue, useState, type ReactElement } from 'react';
import { ProgressBar } from 'react-aria-components';
import { commands } from '../app/commands.ts';
import { useClient } from '../app/connection.tsx';
import { readFault } from '../app/fault.ts';
import { FaultNote } from '../app/FaultNote.tsx';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { countWords } from '../ui/format/count-words.ts';
import { Field } from '../ui/Field.tsx';
import type { PickedFile } from './selection.ts';
import { shownText } from './shown-text.ts';
import type { Saving } from './save-files.ts';
import { useSaving } from './use-saving.ts';

export interface SaveDialogProps {
  readonly files: readonly PickedFile[];
  readonly onClose: () => void;
}

const previewed = 4;
const shownFailures = 50;

/** Saves files into a folder under names of a pattern: asks, shows how far it is, and says what failed and why. */
export function SaveDialog({ files, onClose }: SaveDialogProps): ReactElement {
  const [pattern, setPattern] = useState('{name}');
  const saving = useSaving(files.map(({ id }) => id));
  const { state } = saving;
  const close = (): void => {
    saving.cancel();
    onClose();
  };
  return (
    <Dialog
      title={files.length === 1 ? 'Save this file' : `Save ${countWords(files.length, 'file')}`}
      isOpen
      onClose={close}
      command={commands['files.save'](
        files.map(({ id }) => id),
        pattern,
      )}
      actions={
        state.kind === 'asking' ? (
          <>
            <Button look="primary" onPress={() => saving.begin(pattern)}>
              Choose a folder and save…
            </Button>
            <Button onPress={onClose}>Cancel</Button>
          </>
        ) : state.kind === 'saving' ? (
          <Button onPress={() => saving.cancel()}>Stop, and keep what is saved</Button>
        ) : (
          <Button look="primary" onPress={onClose} autoFocus>
            Done
          </Button>
        )
      }
    >
      {state.kind === 'asking' ? (
        <>
          <PatternField files={files} pattern={pattern} onChange={setPattern} />
          {state.fault === null ? null : <FaultNote fault={state.fault} />}
        </>
      ) : (
        <SavingProgress state={state} files={files} />
      )}
    </Dialog>
  );
}

function PatternField({
  files,
  pattern,
  onChange,
}: {
  readonly files: readonly PickedFile[];
  readonly pattern: string;
  readonly onChange: (pattern: string) => void;
}): ReactElement {
  const client = useClient();
  const wanted = useDeferredValue(pattern);
  const ids = files.slice(0, previewed).map(({ id }) => id);
  const names = useQuery({
    queryKey: ['files.previewNames', wanted, ids],
    queryFn: () => client.files.previewNames({ ids, pattern: wanted }),
    enabled: wanted.trim() !== '',
    retry: false,
    placeholderData: (before) => before,
  });
  const problem = names.error === null ? null : readFault(names.error).error.message;
  return (
    <>
      <Field
        label="Names"
        value={pattern}
        onChange={onChange}
        problem={wanted.trim() === '' ? 'A pattern is needed, such as {name}.' : problem}
        description="{name} {date} {time} {from} {mailbox} {subject} {stem} {ext} {n} {sha}"
      />
      <ul className="save-names mono" aria-label="Names that they get">
        {(problem === null ? (names.data ?? []) : []).map(({ id, name }) => (
          <li key={id}>{name}</li>
        ))}
        {files.length > previewed ? <li>…</li> : null}
      </ul>
      <p className="save-note">
        Nothing that is there is overwritten, and each copy is checked and marked as coming from outside.
      </p>
    </>
  );
}

function SavingProgress({
  state,
  files,
}: {
  readonly state: Exclude<Saving, { kind: 'asking' }>;
  readonly files: readonly PickedFile[];
}): ReactElement {
  const words =
    state.kind === 'saving'
      ? `${state.done} of ${countWords(state.of, 'file')} into ${state.folder}`
      : `Saved ${state.saved} of ${countWords(state.of, 'file')} in ${state.folder}.${state.isCancelled ? ' Stopped; what was saved stays.' : ''}`;
  const nameOf = (id: string): string => shownText(files.find((file) => file.id === id)?.name ?? id);
  return (
    <>
      <ProgressBar
        className="save-progress"
        aria-label="Saving"
        value={state.kind === 'saving' ? state.done : state.saved + state.failed.length}
        maxValue={state.of}
        valueLabel={words}
      >
        {({ percentage }) => (
          <span className="save-track">
            <span style={{ width: `${percentage ?? 0}%` }} />
          </span>
        )}
      </ProgressBar>
      <p>{words}</p>
      {state.unmarked === 0 ? null : (
        <p>{`The disk of this folder could not hold the mark of ${countWords(state.unmarked, 'file')}.`}</p>
      )}
      {state.kind === 'ended' && state.fault !== null ? <FaultNote fault={state.fault} /> : null}
      {state.failed.length === 0 ? null : (
        <ul className="save-failures" tabIndex={0} aria-label="Not saved">
          {state.failed.slice(0, shownFailures).map(({ id, error }) => (
            <li key={id}>
              <b>{nameOf(id)}</b> {error.message} {error.remediation}
            </li>
          ))}
          {state.failed.length > shownFailures ? <li>{`and ${state.failed.length - shownFailures} more`}</li> : null}
        </ul>
      )}
    </>
  );
}

import { useRef, type ReactElement } from 'react';
import { useClient, useConnection } from '../app/connection.tsx';
import { FaultNote } from '../app/FaultNote.tsx';
import { useAction } from '../app/use-action.ts';
import { Button } from '../ui/Button.tsx';
import { countWords } from '../ui/format/count-words.ts';
import { guessAddressColumn, type Letter, type Setup } from './merge-setup.ts';
import { SelectField } from './SelectField.tsx';

export interface SourceStepProps {
  readonly setup: Setup;
  readonly letters: readonly Letter[];
  readonly onChange: (change: (before: Setup) => Setup) => void;
}

/** Which table, which words, which files for everybody. */
export function SourceStep({ setup, letters, onChange }: SourceStepProps): ReactElement {
  const client = useClient();
  const connection = useConnection();
  const tableInput = useRef<HTMLInputElement>(null);
  const filesInput = useRef<HTMLInputElement>(null);
  const read = useAction(
    async (file: File) => ({ file, ...(await client.merge.readTable({ table: { name: file.name, bytes: file } })) }),
    ({ file, columns, rows, sample }) =>
      onChange((before) => ({
        ...before,
        table: file,
        tableKey: before.tableKey + 1,
        columns,
        rows,
        sample,
        to: guessAddressColumn(columns, sample),
        cc: '',
        fileColumn: '',
      })),
  );
  const attach = useAction(
    async (file: File) => ({ name: file.name, ...(await connection.sendFile(file)) }),
    (added) => onChange((before) => ({ ...before, files: [...before.files, added] })),
  );
  const words = letters.map(({ id, label }) => ({ value: id, words: label }));
  return (
    <section className="merge-step" aria-label="Source">
      <h3>Source</h3>
      <div className="merge-line">
        <Button onPress={() => tableInput.current?.click()} isPending={read.isRunning}>
          {setup.table === null ? 'Choose a table…' : 'Another table…'}
        </Button>
        <p>
          {setup.table === null
            ? 'CSV or XLSX; its first row names the columns.'
            : `${setup.table.name}, ${countWords(setup.rows, 'row')}`}
        </p>
        <input
          ref={tableInput}
          type="file"
          hidden
          accept=".csv,.txt,.tsv,.xlsx"
          aria-label="Table"
          onChange={({ target }) => {
            const [file] = target.files ?? [];
            if (file !== undefined) read.run(file);
            target.value = '';
          }}
        />
      </div>
      {read.fault === null ? null : <FaultNote fault={read.fault} />}
      <SelectField
        label="Text"
        value={setup.letter ?? ''}
        options={[
          { value: '', words: words.length === 0 ? 'Write a message or a template first' : 'Choose…' },
          ...words,
        ]}
        onChange={(letter) => onChange((before) => ({ ...before, letter: letter === '' ? null : letter }))}
      />
      <div className="merge-line">
        <Button onPress={() => filesInput.current?.click()} isPending={attach.isRunning}>
          Attach to every message…
        </Button>
        {setup.files.map(({ name, incoming }) => (
          <span key={incoming} className="merge-file">
            {name}
            <Button
              look="quiet"
              label={`Take off ${name}`}
              onPress={() =>
                onChange((before) => ({ ...before, files: before.files.filter((file) => file.incoming !== incoming) }))
              }
            >
              Take off
            </Button>
          </span>
        ))}
        <input
          ref={filesInput}
          type="file"
          hidden
          aria-label="File for every message"
          onChange={({ target }) => {
            const [file] = target.files ?? [];
            if (file !== undefined) attach.run(file);
            target.value = '';
          }}
        />
      </div>
      {attach.fault === null ? null : <FaultNote fault={attach.fault} />}
    </section>
  );
}

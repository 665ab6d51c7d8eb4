import type { ReactElement } from 'react';
import { Toggle } from '../ui/Toggle.tsx';
import type { Letter, Setup } from './merge-setup.ts';
import { SelectField } from './SelectField.tsx';

export interface ColumnsStepProps {
  readonly setup: Setup;
  readonly letter: Letter;
  readonly onChange: (change: (before: Setup) => Setup) => void;
}

/** What the columns are for. Variables find theirs by name. */
export function ColumnsStep({ setup, letter, onChange }: ColumnsStepProps): ReactElement {
  const { columns, sample } = setup;
  const named = columns.map((name) => ({ value: name, words: withSample(name, columns, sample) }));
  const none = [{ value: '', words: 'None' }, ...named];
  const select = (field: 'to' | 'cc' | 'fileColumn', label: string, options: typeof none): ReactElement => (
    <SelectField
      label={label}
      value={setup[field]}
      options={options}
      onChange={(value) => onChange((before) => ({ ...before, [field]: value }))}
    />
  );
  return (
    <section className="merge-step" aria-label="Columns">
      <h3>Columns</h3>
      <div className="merge-fields">
        {select('to', 'To', [{ value: '', words: 'Choose…' }, ...named])}
        {select('cc', 'Cc', none)}
        {select('fileColumn', 'File for the row alone', none)}
      </div>
      <p className="merge-hint">
        {`{{${columns[0] ?? 'name'}}} in the subject or the text stands for the cell of its row.`}
        {/\{\{/.test(letter.subject + letter.html)
          ? ''
          : ' This text has no such place: everybody gets the same words.'}
      </p>
      <Toggle
        isOn={setup.allowDuplicates}
        onChange={(allowDuplicates) => onChange((before) => ({ ...before, allowDuplicates }))}
      >
        The same address in several rows is meant
      </Toggle>
    </section>
  );
}

function withSample(name: string, columns: readonly string[], sample: readonly (readonly string[])[]): string {
  const cell = sample[0]?.[columns.indexOf(name)] ?? '';
  return cell === '' ? name : `${name} (${cell.length > 30 ? `${cell.slice(0, 30)}…` : cell})`;
}

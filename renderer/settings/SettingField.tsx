import { useRef, useState, type KeyboardEvent, type ReactElement } from 'react';
import { FieldError, Form, Input, TextField } from 'react-aria-components';
import { commands } from '../app/commands.ts';
import { Button } from '../ui/Button.tsx';
import { carryCommand } from '../ui/carried-command.ts';
import '../ui/Field.css';
import type { SettingChoice } from './describe-setting.ts';
import { readValue, unitWords, writeValue } from './setting-value.ts';

export interface SettingFieldProps {
  readonly name: string;
  readonly label: string;
  readonly choice: SettingChoice;
  readonly onChoose: (text: string) => void;
}

/** A value that is typed. Nothing changes before it is saved: by Enter or the button; Esc brings the old one back. */
export function SettingField({ name, label, choice, onChoose }: SettingFieldProps): ReactElement {
  const { form, unit, text, range } = choice;
  const before = writeValue(text, form, unit);
  const [typed, setTyped] = useState(before);
  const [known, setKnown] = useState(before);
  if (known !== before) {
    setKnown(before);
    setTyped(before);
  }
  const input = useRef<HTMLInputElement>(null);
  const isChanged = typed.trim() !== before;
  const isEmpty = typed.trim() === '';
  const read = readValue(typed, form, unit);
  const problem = isChanged && !isEmpty && read.kind === 'unread' ? read.problem : null;
  const words = unitWords(unit);

  /** What would be saved; null while nothing would. */
  const wanted = !isChanged || problem !== null ? null : isEmpty ? '' : read.kind === 'read' ? read.text : null;

  const save = (): void => {
    if (wanted === null) return;
    // The button goes away.
    input.current?.focus();
    onChoose(wanted);
  };
  const cancel = (): void => {
    setTyped(before);
    input.current?.focus();
  };
  const takeEscape = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || !isChanged) return;
    event.stopPropagation();
    cancel();
  };

  return (
    <Form
      className="setting-field"
      {...carryCommand(wanted === null ? null : commands['settings.set'](name, wanted))}
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <TextField aria-label={label} value={typed} onChange={setTyped} isInvalid={problem !== null}>
        <span className="setting-input">
          <Input
            className="field-input"
            ref={input}
            onKeyDown={takeEscape}
            placeholder={form.kind === 'text' ? 'Not set' : ''}
            title={range}
          />
          {words === null ? null : <span>{words}</span>}
        </span>
        <FieldError className="field-problem">{problem}</FieldError>
      </TextField>
      {isChanged ? (
        <span className="setting-field-actions">
          <Button onPress={save} unavailable={problem} label={`Save: ${label}`}>
            Save
          </Button>
          <Button look="quiet" onPress={cancel} label={`Cancel: ${label}`}>
            Cancel
          </Button>
        </span>
      ) : null}
    </Form>
  );
}

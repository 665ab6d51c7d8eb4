import type { ReactElement, RefObject } from 'react';
import { FieldError, Input, Label, Text, TextField as AriaTextField } from 'react-aria-components';
import './Field.css';

export interface FieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly description?: string;
  /** What is wrong with the value; null when nothing is. */
  readonly problem?: string | null;
  readonly placeholder?: string;
  readonly autoFocus?: boolean;
  readonly inputRef?: RefObject<HTMLInputElement | null>;
}

/** One line of text with its label above and its problem below. */
export function Field(props: FieldProps): ReactElement {
  const { label, value, onChange, description, problem = null } = props;
  return (
    <AriaTextField
      className="field"
      value={value}
      onChange={onChange}
      isInvalid={problem !== null}
      autoFocus={props.autoFocus ?? false}
    >
      <Label className="field-label">{label}</Label>
      <Input className="field-input" placeholder={props.placeholder ?? ''} ref={props.inputRef ?? null} />
      {description === undefined ? null : (
        <Text slot="description" className="field-description">
          {description}
        </Text>
      )}
      <FieldError className="field-problem">{problem}</FieldError>
    </AriaTextField>
  );
}

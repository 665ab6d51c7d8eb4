import type { ReactElement } from 'react';
import { Field } from '../ui/Field.tsx';

/** As many characters as the engine takes. */
const MOST = 500;

export interface ReasonFieldProps {
  readonly value: string;
  readonly onChange: (reason: string) => void;
  readonly autoFocus?: boolean;
}

/** Row J10: why somebody does it. */
export function ReasonField({ value, onChange, autoFocus = false }: ReasonFieldProps): ReactElement {
  return (
    <Field
      label="Reason"
      description="Kept in the audit log with your name."
      value={value}
      onChange={(words) => onChange(words.slice(0, MOST))}
      autoFocus={autoFocus}
    />
  );
}

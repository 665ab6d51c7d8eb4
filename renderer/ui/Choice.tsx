import type { ReactElement } from 'react';
import { Label, Radio, RadioGroup } from 'react-aria-components';
import './Choice.css';

export interface ChoiceProps<Value extends string> {
  readonly label: string;
  /** Where what stands around it says the same. */
  readonly isLabelHidden?: boolean;
  readonly value: Value;
  readonly options: readonly { readonly value: Value; readonly words: string }[];
  readonly onChange: (value: Value) => void;
}

/** One of a few words, side by side. */
export function Choice<Value extends string>(props: ChoiceProps<Value>): ReactElement {
  const { label, value, options, onChange } = props;
  return (
    <RadioGroup
      className="choice"
      orientation="horizontal"
      value={value}
      onChange={(picked) => onChange(picked as Value)}
    >
      <Label className={props.isLabelHidden === true ? 'visually-hidden' : 'choice-label'}>{label}</Label>
      <div className="choice-options">
        {options.map((option) => (
          <Radio key={option.value} value={option.value} className="choice-option">
            {option.words}
          </Radio>
        ))}
      </div>
    </RadioGroup>
  );
}

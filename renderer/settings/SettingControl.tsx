import { useRef, type ReactElement } from 'react';
import { commands } from '../app/commands.ts';
import { useClient } from '../app/connection.tsx';
import { useAction } from '../app/use-action.ts';
import { announce } from '../ui/announce.ts';
import { Button } from '../ui/Button.tsx';
import { Choice } from '../ui/Choice.tsx';
import { Toggle } from '../ui/Toggle.tsx';
import type { DescribedSetting, SettingChoice } from './describe-setting.ts';
import { SettingField } from './SettingField.tsx';

export interface SettingControlProps {
  readonly setting: DescribedSetting;
  readonly choice: SettingChoice;
}

/** Chooses a value and forgets the choice again; what the engine refuses stands below the control. */
export function SettingControl({ setting: { name, label }, choice }: SettingControlProps): ReactElement {
  const client = useClient();
  const box = useRef<HTMLDivElement>(null);
  const set = useAction(
    (value: string) => client.settings.set({ name, value, via: 'window' }),
    () => announce(`${label} changed`),
  );
  const reset = useAction(
    () => client.settings.reset({ name, via: 'window' }),
    () => {
      announce(`${label} reset`);
      // The button goes away.
      box.current?.querySelector('input')?.focus();
    },
  );
  const refusal = set.fault ?? reset.fault;
  return (
    <div className="setting-control" ref={box}>
      <ValueControl
        name={name}
        label={label}
        choice={choice}
        onChoose={(value) => {
          reset.forget();
          set.run(value);
        }}
      />
      {refusal === null ? null : (
        <span className="field-problem" role="alert">
          {refusal.error.message}
        </span>
      )}
      {choice.later === null ? null : <span className="setting-about">{choice.later}</span>}
      {choice.resetTo === null ? null : (
        <Button
          look="quiet"
          label={`Reset to ${choice.resetTo}: ${label}`}
          isPending={reset.isRunning}
          command={commands['settings.reset'](name)}
          onPress={() => {
            set.forget();
            reset.run(undefined);
          }}
        >
          Reset to {choice.resetTo}
        </Button>
      )}
    </div>
  );
}

interface ValueControlProps {
  readonly name: string;
  readonly label: string;
  readonly choice: SettingChoice;
  readonly onChoose: (value: string) => void;
}

function ValueControl({ name, label, choice, onChoose }: ValueControlProps): ReactElement {
  const { form, text } = choice;
  switch (form.kind) {
    case 'flag': {
      const isOn = text === 'true';
      return (
        <Toggle isOn={isOn} onChange={(next) => onChoose(String(next))}>
          <span className="visually-hidden">{label}: </span>
          {isOn ? 'On' : 'Off'}
        </Toggle>
      );
    }
    case 'choice':
      return (
        <Choice
          label={label}
          value={text}
          options={form.words.map((word) => ({ value: word, words: word }))}
          onChange={onChoose}
        />
      );
    case 'integer':
    case 'text':
      return <SettingField name={name} label={label} choice={choice} onChoose={onChoose} />;
  }
}

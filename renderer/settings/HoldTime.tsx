import type { ReactElement } from 'react';
import { Button, Group, Input, Label, NumberField, Text } from 'react-aria-components';
import '../ui/Field.css';

export interface HoldTimeProps {
  readonly holdMs: number;
  readonly maxMs: number;
  readonly onChange: (holdMs: number) => void;
}

/** How long a message stays after Send before it leaves: the time for Undo. */
export function HoldTime({ holdMs, maxMs, onChange }: HoldTimeProps): ReactElement {
  return (
    <NumberField
      className="hold-time"
      value={holdMs / 1000}
      minValue={0}
      maxValue={maxMs / 1000}
      step={5}
      formatOptions={{ style: 'unit', unit: 'second', unitDisplay: 'long' }}
      onChange={(seconds) => onChange(Number.isNaN(seconds) ? 0 : seconds * 1000)}
    >
      <div>
        <Label className="setting-label">Time for Undo</Label>
        <Text slot="description" className="setting-about">
          0 to 120 seconds. A held message waits through quitting and restarts, and leaves once, when its time has come.
        </Text>
      </div>
      <Group className="number-field">
        <Input className="field-input" />
        <Button slot="decrement" className="icon-button">
          −
        </Button>
        <Button slot="increment" className="icon-button">
          +
        </Button>
      </Group>
    </NumberField>
  );
}

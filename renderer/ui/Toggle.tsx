import type { ReactElement, ReactNode } from 'react';
import { Switch } from 'react-aria-components';
import './Toggle.css';

export interface ToggleProps {
  readonly isOn: boolean;
  readonly onChange: (isOn: boolean) => void;
  readonly children: ReactNode;
}

/** On or off, with what it does in words. */
export function Toggle({ isOn, onChange, children }: ToggleProps): ReactElement {
  return (
    <Switch className="toggle" isSelected={isOn} onChange={onChange}>
      <span className="toggle-track" aria-hidden />
      {children}
    </Switch>
  );
}

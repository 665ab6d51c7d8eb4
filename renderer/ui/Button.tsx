import { useId, type ReactElement, type ReactNode } from 'react';
import { Button as AriaButton, Focusable, Tooltip, TooltipTrigger } from 'react-aria-components';
import { carryCommand, type CommandWords } from './carried-command.ts';
import './Button.css';

export type ButtonLook = 'plain' | 'primary' | 'danger' | 'quiet';

export interface ButtonProps {
  readonly children: ReactNode;
  readonly onPress: () => void;
  readonly look?: ButtonLook;
  /** Why it cannot be pressed now. The button stays where it is, can be focused and says so. */
  readonly unavailable?: string | null;
  readonly isPending?: boolean;
  readonly autoFocus?: boolean;
  /** Keys as shown in the tooltip: "Ctrl J". */
  readonly keys?: string;
  readonly label?: string;
  /** What does the same on the command line. */
  readonly command?: CommandWords | null;
}

/** A button with a word on it. */
export function Button(props: ButtonProps): ReactElement {
  const { children, look = 'plain', unavailable = null } = props;
  const className = `button button-${look}`;
  if (unavailable !== null) return <UnavailableButton {...props} className={className} reason={unavailable} />;
  const button = (
    <AriaButton
      className={className}
      onPress={props.onPress}
      isPending={props.isPending ?? false}
      autoFocus={props.autoFocus ?? false}
      {...carryCommand(props.command)}
      {...(props.label === undefined ? {} : { 'aria-label': props.label })}
    >
      {children}
    </AriaButton>
  );
  if (props.keys === undefined) return button;
  return (
    <TooltipTrigger delay={600}>
      {button}
      <Tooltip className="tooltip" offset={6}>
        <kbd>{props.keys}</kbd>
      </Tooltip>
    </TooltipTrigger>
  );
}

function UnavailableButton(props: ButtonProps & { readonly className: string; readonly reason: string }): ReactElement {
  const reasonId = useId();
  return (
    <TooltipTrigger delay={200}>
      <Focusable>
        <button type="button" className={props.className} aria-disabled="true" aria-describedby={reasonId}>
          {props.children}
          <span id={reasonId} hidden>
            {props.reason}
          </span>
        </button>
      </Focusable>
      <Tooltip className="tooltip" offset={6}>
        {props.reason}
      </Tooltip>
    </TooltipTrigger>
  );
}

import type { LucideIcon } from 'lucide-react';
import type { ReactElement } from 'react';
import { Button as AriaButton, Tooltip, TooltipTrigger } from 'react-aria-components';
import './Button.css';

export interface IconButtonProps {
  readonly icon: LucideIcon;
  /** Its accessible name, shown as the tooltip. */
  readonly label: string;
  readonly onPress: () => void;
  readonly keys?: string;
}

/** A button of 28 px without a word on it: only where a tooltip can say the word. */
export function IconButton({ icon: Icon, label, onPress, keys }: IconButtonProps): ReactElement {
  return (
    <TooltipTrigger delay={500}>
      <AriaButton className="icon-button" aria-label={label} onPress={onPress}>
        <Icon size={16} strokeWidth={1.5} aria-hidden />
      </AriaButton>
      <Tooltip className="tooltip" offset={6}>
        {label}
        {keys === undefined ? null : <kbd>{keys}</kbd>}
      </Tooltip>
    </TooltipTrigger>
  );
}

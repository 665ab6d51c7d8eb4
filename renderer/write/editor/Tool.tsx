import type { ReactElement } from 'react';
import { Tooltip, TooltipTrigger } from 'react-aria-components';

export interface ToolProps {
  readonly label: string;
  readonly keys?: string;
  readonly children: ReactElement;
}

/** A button of the toolbar with the word for its sign. */
export function Tool({ label, keys, children }: ToolProps): ReactElement {
  return (
    <TooltipTrigger delay={500}>
      {children}
      <Tooltip className="tooltip" offset={6}>
        {label}
        {keys === undefined ? null : <kbd>{keys}</kbd>}
      </Tooltip>
    </TooltipTrigger>
  );
}

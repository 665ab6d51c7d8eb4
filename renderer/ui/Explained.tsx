import { useState, type ReactElement, type ReactNode } from 'react';
import { Button, DialogTrigger, Popover } from 'react-aria-components';
import './Overlay.css';

export interface ExplainedProps {
  /** What stands on the button. */
  readonly clause: ReactNode;
  readonly title: string;
  /** The explanation; what leads away from it closes it. */
  readonly children: (close: () => void) => ReactNode;
  readonly className?: string;
  readonly tone?: string;
}

/** A few words that are a button to their explanation. */
export function Explained({ clause, title, children, className = '', tone }: ExplainedProps): ReactElement {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <DialogTrigger isOpen={isOpen} onOpenChange={setIsOpen}>
      <Button className={className} {...(tone === undefined ? {} : { 'data-tone': tone })}>
        {clause}
      </Button>
      <Popover className="popover" offset={6} aria-label={title}>
        <div className="popover-body">
          <h2>{title}</h2>
          {children(() => setIsOpen(false))}
        </div>
      </Popover>
    </DialogTrigger>
  );
}

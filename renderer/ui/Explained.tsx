import type { ReactElement, ReactNode } from 'react';
import { Button, Dialog, DialogTrigger, Heading, Popover } from 'react-aria-components';
import './Overlay.css';

export interface ExplainedProps {
  /** What stands on the button. */
  readonly clause: ReactNode;
  readonly title: string;
  readonly children: ReactNode;
  readonly className?: string;
  readonly tone?: string;
}

/** A few words that are a button to their explanation. */
export function Explained({ clause, title, children, className = '', tone }: ExplainedProps): ReactElement {
  return (
    <DialogTrigger>
      <Button className={className} {...(tone === undefined ? {} : { 'data-tone': tone })}>
        {clause}
      </Button>
      <Popover className="popover" offset={6}>
        <Dialog>
          <Heading slot="title">{title}</Heading>
          {children}
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}

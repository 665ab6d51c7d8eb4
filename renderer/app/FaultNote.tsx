import { useState, type ReactElement, type ReactNode } from 'react';
import { announce } from '../ui/announce.ts';
import { Button } from '../ui/Button.tsx';
import type { Fault } from './fault.ts';
import './FaultNote.css';

/** What happened, what is safe, what next; the code and the id to quote are behind Details. */
export function FaultNote({ fault, children }: { readonly fault: Fault; readonly children?: ReactNode }): ReactElement {
  const [isOpen, setIsOpen] = useState(false);
  const { error, correlationId } = fault;
  return (
    <div className="fault" role="alert">
      <p className="fault-words">
        {error.message} <span>{error.remediation}</span>
      </p>
      <div className="fault-actions">
        {children}
        <Button look="quiet" onPress={() => setIsOpen(!isOpen)}>
          {isOpen ? 'Hide details' : 'Details'}
        </Button>
      </div>
      {isOpen ? <FaultDetails fault={{ error, correlationId }} /> : null}
    </div>
  );
}

export function FaultDetails({ fault }: { readonly fault: Fault }): ReactElement {
  const { error, correlationId } = fault;
  const facts = [
    ['Code', error.error_code],
    ['Correlation id', correlationId ?? 'none: the engine did not answer'],
    ...Object.entries(error.details).map(([name, value]) => [
      name.replaceAll('_', ' '),
      typeof value === 'string' ? value : JSON.stringify(value),
    ]),
  ];
  const text = facts.map(([name, value]) => `${name}: ${value}`).join('\n');
  const copy = (): void => {
    void navigator.clipboard.writeText(text).then(() => announce('Details copied'));
  };
  return (
    <div className="fault-details">
      <dl>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd className="mono">{value}</dd>
          </div>
        ))}
      </dl>
      <Button look="quiet" onPress={copy}>
        Copy details
      </Button>
    </div>
  );
}

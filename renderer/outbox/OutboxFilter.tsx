import type { ReactElement, RefObject } from 'react';
import { Input, SearchField } from 'react-aria-components';
import { keysOf } from '../app/use-shortcut.ts';

export interface OutboxFilterProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly inputRef: RefObject<HTMLInputElement | null>;
}

export function OutboxFilter({ value, onChange, inputRef }: OutboxFilterProps): ReactElement {
  return (
    <SearchField className="outbox-filter" aria-label="Filter outbox" value={value} onChange={onChange}>
      <Input className="outbox-filter-input" placeholder="Filter outbox" ref={inputRef} />
      {value === '' ? <kbd aria-hidden>{keysOf('filter')}</kbd> : null}
    </SearchField>
  );
}

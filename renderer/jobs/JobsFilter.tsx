import type { ReactElement, RefObject } from 'react';
import { Input, SearchField } from 'react-aria-components';
import { keysOf } from '../app/use-shortcut.ts';

export interface JobsFilterProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly problem: string | null;
  readonly inputRef: RefObject<HTMLInputElement | null>;
}

/** Words that are looked for in ids, subjects, mailboxes and errors, and tokens that narrow. */
export function JobsFilter({ value, onChange, problem, inputRef }: JobsFilterProps): ReactElement {
  return (
    <>
      <SearchField className="outbox-filter" aria-label="Search jobs" value={value} onChange={onChange}>
        <Input
          className="outbox-filter-input"
          placeholder="Search id, subject, mailbox, error"
          title="Narrow it with state:, cause:, kind:, mailbox: or fate:"
          ref={inputRef}
        />
        {value === '' ? <kbd aria-hidden>{keysOf('filter')}</kbd> : null}
      </SearchField>
      <p className="jobs-problem" role="status" hidden={problem === null}>
        {problem}
      </p>
    </>
  );
}

import { useEffect, useRef, useState, type ReactElement } from 'react';
import { Form, Input, SearchField } from 'react-aria-components';
import { countWords } from '../ui/format/count-words.ts';
import { splitAtFound } from './split-at-found.ts';

export interface FoundTextProps {
  readonly label: string;
  readonly about: string;
  readonly text: string;
}

/** A text as it is, with what is sought in it marked; Enter goes from one place to the next. */
export function FoundText({ label, about, text }: FoundTextProps): ReactElement {
  const [sought, setSought] = useState('');
  const [current, setCurrent] = useState(0);
  const box = useRef<HTMLPreElement>(null);
  const parts = splitAtFound(text, sought);
  const count = parts.filter(({ isFound }) => isFound).length;
  useEffect(() => {
    box.current?.querySelectorAll('mark')[current]?.scrollIntoView({ block: 'center' });
  }, [sought, current]);
  const search = (next: string): void => {
    setSought(next);
    setCurrent(0);
  };
  let found = -1;
  return (
    <>
      <Form
        className="bundle-search"
        onSubmit={(event) => {
          event.preventDefault();
          setCurrent(count === 0 ? 0 : (current + 1) % count);
        }}
      >
        <SearchField aria-label={`Search ${label}`} value={sought} onChange={search}>
          <Input className="field-input" placeholder={`Search ${label}`} />
        </SearchField>
        <span aria-live="polite">{foundWords(sought, count, current, about)}</span>
      </Form>
      <pre ref={box} className="bundle-text" tabIndex={0} role="region" aria-label={label}>
        {parts.map(({ text: part, isFound }, index) => {
          if (!isFound) return part;
          found += 1;
          return (
            <mark key={index} data-current={found === current || undefined}>
              {part}
            </mark>
          );
        })}
      </pre>
    </>
  );
}

function foundWords(sought: string, count: number, current: number, about: string): string {
  if (sought === '') return about;
  return count === 0 ? 'Nothing found' : `${String(current + 1)} of ${countWords(count, 'place')}`;
}

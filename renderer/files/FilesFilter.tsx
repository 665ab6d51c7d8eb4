import { useId, useLayoutEffect, useRef, useState, type KeyboardEvent, type ReactElement, type RefObject } from 'react';
import { keysOf } from '../app/use-shortcut.ts';
import { splitSearch, suggestSearch } from './search-text.ts';
import './FilesFilter.css';

export interface FilesFilterProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly inputRef: RefObject<HTMLInputElement | null>;
  /** Addresses that `mailbox:` can stand for. */
  readonly mailboxes: readonly string[];
  /** Down, with nothing to suggest: on into the list. */
  readonly onLeave: () => void;
}

/** What is looked for: words, and operators that are shown as tokens and suggested while they are typed. */
export function FilesFilter({ value, onChange, inputRef, mailboxes, onLeave }: FilesFilterProps): ReactElement {
  const listId = useId();
  const mirror = useRef<HTMLDivElement>(null);
  const [caret, setCaret] = useState<number | null>(null);
  const [isAsked, setIsAsked] = useState(false);
  const [active, setActive] = useState(-1);
  const placeAt = useRef<number | null>(null);
  const found = caret === null ? [] : suggestSearch(value, caret, mailboxes, isAsked);
  const isOpen = found.length > 0;

  // Before the next key is heard: a frame later, what was typed meanwhile would stand behind the caret.
  useLayoutEffect(() => {
    if (placeAt.current === null) return;
    inputRef.current?.setSelectionRange(placeAt.current, placeAt.current);
    placeAt.current = null;
  }, [value, inputRef]);

  function close(): void {
    setCaret(null);
    setIsAsked(false);
    setActive(-1);
  }

  function accept(index: number): void {
    const suggestion = found[index];
    if (suggestion === undefined) return;
    onChange(suggestion.text);
    setActive(-1);
    setIsAsked(false);
    setCaret(suggestion.caret);
    placeAt.current = suggestion.caret;
  }

  function onKeyDown(event: KeyboardEvent<HTMLInputElement>): void {
    if (event.nativeEvent.isComposing) return;
    const take = (act: () => void): void => {
      event.preventDefault();
      event.stopPropagation();
      act();
    };
    if (event.key === 'ArrowDown' && (event.altKey || (value === '' && !isOpen))) {
      take(() => {
        setIsAsked(true);
        setCaret(event.currentTarget.selectionStart ?? value.length);
      });
    } else if (event.key === 'ArrowDown') take(() => (isOpen ? setActive((active + 1) % found.length) : onLeave()));
    else if (event.key === 'ArrowUp' && isOpen) take(() => setActive((active <= 0 ? found.length : active) - 1));
    else if (event.key === 'Enter') take(() => (active >= 0 ? accept(active) : close()));
    else if (event.key === 'Escape' && isOpen) take(close);
    else if (event.key === 'Escape' && value !== '') take(() => onChange(''));
  }

  return (
    <div className="files-filter">
      <div className="files-filter-mirror" aria-hidden ref={mirror}>
        {splitSearch(value).map(({ text, isToken }, index) => (
          <span key={index} className={isToken ? 'files-token' : undefined}>
            {text}
          </span>
        ))}
      </div>
      <input
        ref={inputRef}
        className="files-filter-input"
        type="text"
        role="combobox"
        aria-label="Find files"
        aria-expanded={isOpen}
        aria-controls={listId}
        aria-autocomplete="list"
        {...(active >= 0 ? { 'aria-activedescendant': `${listId}-${active}` } : {})}
        placeholder="Find files by words, from:, type:, larger:"
        spellCheck={false}
        autoComplete="off"
        value={value}
        onChange={(event) => {
          onChange(event.currentTarget.value);
          setCaret(event.currentTarget.selectionStart ?? event.currentTarget.value.length);
          setIsAsked(false);
          setActive(-1);
        }}
        onScroll={(event) => {
          if (mirror.current !== null) mirror.current.scrollLeft = event.currentTarget.scrollLeft;
        }}
        onKeyDown={onKeyDown}
        onBlur={close}
      />
      {value === '' ? <kbd aria-hidden>{keysOf('filter')}</kbd> : null}
      <ul id={listId} role="listbox" aria-label="Suggestions" className="files-suggestions popover" hidden={!isOpen}>
        {found.map(({ words, about }, index) => (
          <li
            key={words}
            id={`${listId}-${index}`}
            role="option"
            aria-selected={index === active}
            className="menu-item"
            onPointerDown={(event) => {
              // The field keeps the focus.
              event.preventDefault();
              accept(index);
            }}
          >
            <span className="mono">{words}</span>
            <span className="files-suggestion-about">{about}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}

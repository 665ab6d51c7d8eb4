import { useId, useRef, type ClipboardEvent, type KeyboardEvent, type ReactElement } from 'react';
import { TagGroup, TagList } from 'react-aria-components';
import type { RecipientSuggestion, RecipientToken } from '../../../contract/recipients.ts';
import { useNow } from '../../app/use-now.ts';
import { FieldNote } from './FieldNote.tsx';
import { endsRecipient, type FieldToken, type RecipientField } from './recipient-field.ts';
import { RecipientTag } from './RecipientTag.tsx';
import { optionId, SuggestionList } from './SuggestionList.tsx';
import { useSuggestions } from './use-suggestions.ts';
import './recipients.css';

export interface RecipientInputProps {
  readonly label: string;
  /** Whose recipients they are. */
  readonly account: string;
  readonly field: RecipientField;
  /** How many are in each group, by the keys of tokens. */
  readonly groups: ReadonlyMap<string, number>;
  readonly onType: (input: string) => void;
  /** Makes tokens of this text. */
  readonly onRead: (text: string) => void;
  readonly onRemove: (keys: ReadonlySet<string>) => void;
  /** Puts a token back into the input, to be changed. */
  readonly onOpen: (key: string) => void;
  readonly suggest: (text: string) => Promise<readonly RecipientSuggestion[]>;
  readonly onChoose: (token: RecipientToken) => void;
  readonly onForget: (address: string) => void;
  readonly onExpand: (key: string) => void;
  readonly onUndo: () => void;
  readonly autoFocus?: boolean;
  readonly children?: ReactElement | null;
}

/** One line of recipients: tokens, and the input in which the next one is typed. Refused text stays in the input. */
export function RecipientInput(props: RecipientInputProps): ReactElement {
  const { label, field, groups } = props;
  const id = useId();
  const listId = `${id}-suggestions`;
  const tags = useRef<HTMLDivElement>(null);
  const suggestions = useSuggestions(field.input, props.suggest);
  const nowMs = useNow(60_000);
  const { refusals } = field;
  const { found, active } = suggestions;

  function choose({ token }: RecipientSuggestion): void {
    if (token.kind === 'blocked') return;
    suggestions.close();
    props.onChoose(token);
  }

  function forget({ token }: RecipientSuggestion): void {
    suggestions.close();
    props.onForget(token.address ?? token.text);
  }

  /** True when the key was for the suggestions. */
  function steerSuggestions({ key, altKey, currentTarget }: KeyboardEvent<HTMLInputElement>): boolean {
    const isAtEnd = currentTarget.selectionStart === currentTarget.value.length;
    if (key === 'ArrowDown') {
      if (found.length === 0 || altKey) suggestions.open();
      else suggestions.move(1);
      return true;
    }
    if (found.length === 0) return false;
    if (key === 'ArrowUp') suggestions.move(-1);
    else if (key === 'Escape') suggestions.close();
    else if (active === null) return false;
    else if (key === 'Enter' || key === 'Tab') choose(active);
    else if (key === 'Delete' && isAtEnd) forget(active);
    else {
      suggestions.letGo();
      return false;
    }
    // What was taken is left behind like anything else that was typed.
    return key !== 'Tab';
  }

  function onKeyDown(event: KeyboardEvent<HTMLInputElement>): void {
    if (event.nativeEvent.isComposing) return;
    const input = event.currentTarget;
    const isAtStart = input.selectionStart === 0 && input.selectionEnd === 0;
    if (steerSuggestions(event)) {
      event.preventDefault();
      event.stopPropagation();
    } else if (event.key === 'Enter' && !event.ctrlKey && !event.metaKey && field.input.trim() !== '') {
      event.preventDefault();
      suggestions.close();
      props.onRead(field.input);
    } else if ((event.key === 'Backspace' || event.key === 'ArrowLeft') && isAtStart) {
      const last = tags.current?.querySelector<HTMLElement>('[role="row"]:last-of-type');
      if (last === null || last === undefined) return;
      event.preventDefault();
      last.focus();
    }
  }

  function onChange(input: string): void {
    if (endsRecipient(input)) {
      suggestions.close();
      props.onRead(input);
      return;
    }
    suggestions.open();
    suggestions.letGo();
    props.onType(input);
  }

  /** A list is read at once; a single word goes on being typed. */
  function onPaste(event: ClipboardEvent<HTMLInputElement>): void {
    const text = event.clipboardData.getData('text/plain');
    if (!/[@;,\n]/.test(text)) return;
    event.preventDefault();
    suggestions.close();
    props.onRead([field.input, text].filter((part) => part.trim() !== '').join('; '));
  }

  /** From a token: + replaces a group by its members, a letter or the last arrow leads back into the input. */
  function onTokenKey(event: KeyboardEvent): void {
    const row = event.target instanceof Element ? event.target.closest<HTMLElement>('[role="row"]') : null;
    if (row === null || tags.current === null) return;
    const key = row.dataset['key'];
    if (event.key === '+' && key !== undefined && groups.has(key)) {
      event.preventDefault();
      props.onExpand(key);
      return;
    }
    const isLast = [...tags.current.querySelectorAll('[role="row"]')].at(-1) === row;
    const isLetter = event.key.length === 1 && event.key !== ' ' && !event.ctrlKey && !event.metaKey && !event.altKey;
    if ((event.key === 'ArrowRight' && isLast) || isLetter) document.getElementById(id)?.focus();
  }

  return (
    <div className="recipients">
      <label className="line-label" htmlFor={id}>
        {label}
      </label>
      <div className="recipients-line" onKeyDown={onTokenKey}>
        <TagGroup
          aria-label={`${label}, recipients`}
          className="recipients-tags"
          ref={tags}
          onRemove={(keys) => {
            props.onRemove(new Set([...keys].map(String)));
            document.getElementById(id)?.focus();
          }}
        >
          <TagList
            items={field.tokens.map((token) => ({ ...token, id: token.key }))}
            className="recipients-tags"
            dependencies={[groups]}
          >
            {(token: FieldToken) => (
              <RecipientTag
                token={token}
                account={props.account}
                members={groups.get(token.key) ?? null}
                onOpen={() => props.onOpen(token.key)}
                onExpand={() => props.onExpand(token.key)}
              />
            )}
          </TagList>
        </TagGroup>
        {field.reading.map((text, index) => (
          <span key={index} className="token token-reading">
            {text.length > 40 ? `${text.slice(0, 40)}…` : text}
          </span>
        ))}
        <input
          id={id}
          className="recipients-input"
          role="combobox"
          aria-autocomplete="list"
          aria-expanded={found.length > 0}
          aria-controls={listId}
          aria-activedescendant={active === null ? undefined : optionId(listId, active)}
          value={field.input}
          autoComplete="off"
          spellCheck={false}
          autoFocus={props.autoFocus}
          aria-invalid={refusals.length > 0}
          aria-describedby={refusals.length > 0 ? `${id}-refusals` : undefined}
          onChange={(event) => onChange(event.target.value)}
          onKeyDown={onKeyDown}
          onPaste={onPaste}
          onBlur={(event) => {
            suggestions.close();
            // On the way to Undo the line is not left yet.
            if (event.relatedTarget instanceof Element && event.relatedTarget.closest('.recipients-note')) return;
            if (event.target.value.trim() !== '' && refusals.length === 0) props.onRead(event.target.value);
          }}
        />
        {props.children}
        <SuggestionList
          id={listId}
          label={label}
          account={props.account}
          found={found}
          active={active}
          nowMs={nowMs}
          onChoose={choose}
          onForget={forget}
        />
      </div>
      {refusals.length === 0 ? null : (
        <div className="recipients-refusals" id={`${id}-refusals`} role="alert">
          {refusals.map(({ text, reason }) => (
            <p key={text}>{reason}</p>
          ))}
        </div>
      )}
      {field.note === null ? null : <FieldNote note={field.note} onUndo={props.onUndo} />}
    </div>
  );
}

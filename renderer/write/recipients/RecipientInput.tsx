import { useId, useRef, type ClipboardEvent, type KeyboardEvent, type ReactElement, type Ref } from 'react';
import { Button, Tag, TagGroup, TagList } from 'react-aria-components';
import { X } from 'lucide-react';
import { endsRecipient, type FieldToken, type RecipientField } from './recipient-field.ts';
import { domainOf, tokenWords } from './token-words.ts';
import './recipients.css';

export interface RecipientInputProps {
  readonly label: string;
  readonly field: RecipientField;
  readonly onType: (input: string) => void;
  /** Makes tokens of this text. */
  readonly onRead: (text: string) => void;
  readonly onRemove: (keys: ReadonlySet<string>) => void;
  /** Puts a token back into the input, to be changed. */
  readonly onOpen: (key: string) => void;
  readonly inputRef?: Ref<HTMLInputElement>;
  readonly autoFocus?: boolean;
  readonly children?: ReactElement | null;
}

/** One line of recipients: tokens, and the input in which the next one is typed. Refused text stays in the input. */
export function RecipientInput(props: RecipientInputProps): ReactElement {
  const { label, field } = props;
  const id = useId();
  const tags = useRef<HTMLDivElement>(null);
  const { refusals } = field;

  function onKeyDown(event: KeyboardEvent<HTMLInputElement>): void {
    const input = event.currentTarget;
    const isAtStart = input.selectionStart === 0 && input.selectionEnd === 0;
    if (event.key === 'Enter' && !event.ctrlKey && !event.metaKey && field.input.trim() !== '') {
      event.preventDefault();
      props.onRead(field.input);
    } else if ((event.key === 'Backspace' || event.key === 'ArrowLeft') && isAtStart) {
      const last = tags.current?.querySelector<HTMLElement>('[role="row"]:last-of-type');
      if (last === null || last === undefined) return;
      event.preventDefault();
      last.focus();
    }
  }

  function onChange(input: string): void {
    if (endsRecipient(input)) props.onRead(input);
    else props.onType(input);
  }

  /** A list is read at once; a single word goes on being typed. */
  function onPaste(event: ClipboardEvent<HTMLInputElement>): void {
    const text = event.clipboardData.getData('text/plain');
    if (!/[@;,\n]/.test(text)) return;
    event.preventDefault();
    props.onRead([field.input, text].filter((part) => part.trim() !== '').join('; '));
  }

  return (
    <div className="recipients">
      <label className="line-label" htmlFor={id}>
        {label}
      </label>
      <div className="recipients-line" onKeyDown={(event) => backToInput(event, tags.current, id)}>
        <TagGroup
          aria-label={`${label}, recipients`}
          className="recipients-tags"
          ref={tags}
          onRemove={(keys) => {
            props.onRemove(new Set([...keys].map(String)));
            document.getElementById(id)?.focus();
          }}
        >
          <TagList items={field.tokens.map((token) => ({ ...token, id: token.key }))} className="recipients-tags">
            {(token: FieldToken) => (
              <Tag
                id={token.key}
                textValue={tokenWords(token)}
                className="token"
                data-kind={token.kind}
                onDoubleClick={() => props.onOpen(token.key)}
              >
                <span title={token.address ?? undefined}>{token.name ?? token.address}</span>
                {token.kind === 'outside' && token.name !== null ? (
                  <span className="token-domain">{domainOf(token)}</span>
                ) : null}
                <Button slot="remove" className="token-remove" aria-label={`Remove ${tokenWords(token)}`}>
                  <X size={12} strokeWidth={1.5} aria-hidden />
                </Button>
              </Tag>
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
          ref={props.inputRef}
          className="recipients-input"
          value={field.input}
          autoComplete="off"
          spellCheck={false}
          autoFocus={props.autoFocus}
          aria-invalid={refusals.length > 0}
          aria-describedby={refusals.length > 0 ? `${id}-refusals` : undefined}
          onChange={(event) => onChange(event.target.value)}
          onKeyDown={onKeyDown}
          onPaste={onPaste}
          onBlur={() => {
            if (field.input.trim() !== '' && refusals.length === 0) props.onRead(field.input);
          }}
        />
        {props.children}
      </div>
      {refusals.length === 0 ? null : (
        <div className="recipients-refusals" id={`${id}-refusals`} role="alert">
          {refusals.map(({ text, reason }) => (
            <p key={text}>{reason}</p>
          ))}
        </div>
      )}
    </div>
  );
}

/** The arrow to the right leaves the last token for the input; a letter does so from any token. */
function backToInput(event: KeyboardEvent, tags: HTMLElement | null, inputId: string): void {
  const row = event.target instanceof Element ? event.target.closest('[role="row"]') : null;
  if (row === null || tags === null) return;
  const isLast = [...tags.querySelectorAll('[role="row"]')].at(-1) === row;
  const isLetter = event.key.length === 1 && event.key !== ' ' && !event.ctrlKey && !event.metaKey && !event.altKey;
  if ((event.key === 'ArrowRight' && isLast) || isLetter) document.getElementById(inputId)?.focus();
}

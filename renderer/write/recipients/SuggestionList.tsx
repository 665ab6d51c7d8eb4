import type { ReactElement } from 'react';
import { X } from 'lucide-react';
import type { RecipientSuggestion } from '../../../contract/recipients.ts';
import { commands } from '../../app/commands.ts';
import { carryCommand } from '../../ui/carried-command.ts';
import { keyOf } from './recipient-field.ts';
import { suggestionWords } from './suggestion-words.ts';
import { domainOf } from '../../ui/format/domain-of.ts';

export interface SuggestionListProps {
  readonly id: string;
  readonly label: string;
  readonly account: string;
  readonly found: readonly RecipientSuggestion[];
  readonly active: RecipientSuggestion | null;
  readonly nowMs: number;
  readonly onChoose: (suggestion: RecipientSuggestion) => void;
  readonly onForget: (suggestion: RecipientSuggestion) => void;
}

/** Whom the typed letters may mean, with the reason. The focus stays in the field. */
export function SuggestionList(props: SuggestionListProps): ReactElement {
  const { id, account, found, active, nowMs } = props;
  return (
    <div
      className="recipients-suggestions popover"
      hidden={found.length === 0}
      // The field keeps the focus.
      onPointerDown={(event) => event.preventDefault()}
    >
      <ul id={id} role="listbox" aria-label={`${props.label}, suggestions`}>
        {found.map((suggestion) => (
          <li
            key={keyOf(suggestion.token)}
            id={optionId(id, suggestion)}
            role="option"
            aria-selected={suggestion === active}
            aria-disabled={suggestion.token.kind === 'blocked'}
            className="suggestion"
            data-kind={suggestion.token.kind}
            {...carryCommand(commands['recipients.forget'](account, addressOf(suggestion)))}
            onPointerDown={({ button }) => {
              if (button === 0) props.onChoose(suggestion);
            }}
          >
            <Who suggestion={suggestion} />
            <span className="suggestion-why">{suggestion.token.reason ?? suggestionWords(suggestion, nowMs)}</span>
            <span
              className="suggestion-forget"
              aria-hidden
              title="Forget"
              onPointerDown={(event) => {
                if (event.button !== 0) return;
                event.preventDefault();
                event.stopPropagation();
                props.onForget(suggestion);
              }}
            >
              <X size={12} strokeWidth={1.5} />
            </span>
          </li>
        ))}
      </ul>
      <p className="suggestion-keys" aria-hidden>
        <kbd>↓</kbd> goes to them, <kbd>Enter</kbd> or <kbd>Tab</kbd> takes one, <kbd>Delete</kbd> forgets it
      </p>
    </div>
  );
}

export function optionId(listId: string, { token }: RecipientSuggestion): string {
  return `${listId}-${keyOf(token)}`;
}

function addressOf({ token }: Pick<RecipientSuggestion, 'token'>): string {
  return token.address ?? token.text;
}

function Who({ suggestion: { token } }: { readonly suggestion: RecipientSuggestion }): ReactElement {
  const address = addressOf({ token });
  const domain = domainOf(address);
  return (
    <span className="suggestion-who">
      {token.name === null ? null : <strong>{token.name} </strong>}
      <span className="suggestion-address">
        {address.slice(0, address.length - domain.length)}
        {token.kind === 'internal' ? domain : <span className="token-domain">{domain}</span>}
      </span>
    </span>
  );
}

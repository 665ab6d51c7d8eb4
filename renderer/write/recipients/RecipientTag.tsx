import type { ReactElement } from 'react';
import { Button, Tag } from 'react-aria-components';
import { X } from 'lucide-react';
import { commands } from '../../app/commands.ts';
import { carryCommand } from '../../ui/carried-command.ts';
import type { FieldToken } from './recipient-field.ts';
import { domainOf } from '../../ui/format/domain-of.ts';
import { tokenWords } from './token-words.ts';

export interface RecipientTagProps {
  readonly token: FieldToken;
  readonly account: string;
  /** How many are in it, where it is known to be a group. */
  readonly members: number | null;
  readonly onOpen: () => void;
  readonly onExpand: () => void;
}

/** One recipient. Outside carries a corner mark and its domain in words; a domain never written to says "New". */
export function RecipientTag({ token, account, members, onOpen, onExpand }: RecipientTagProps): ReactElement {
  const words = tokenWords(token, members);
  const command = members === null ? null : commands['recipients.expandGroup'](account, token.address ?? token.text);
  const isOutside = token.kind === 'outside';
  return (
    <Tag
      id={token.key}
      textValue={words}
      className="token"
      {...carryCommand(command)}
      data-kind={token.kind}
      data-new={token.isNewDomain || undefined}
      onDoubleClick={onOpen}
    >
      <span title={token.address ?? undefined}>{token.name ?? token.address}</span>
      {isOutside && token.name !== null ? <span className="token-domain">{domainOf(token.address ?? '')}</span> : null}
      {token.isNewDomain ? <span className="token-new">New</span> : null}
      {members === null ? null : (
        // The key + does the same, from the token itself.
        <span
          className="token-expand"
          aria-hidden
          title={`Replace by its ${String(members)} members (+)`}
          onPointerDown={(event) => {
            event.preventDefault();
            event.stopPropagation();
            onExpand();
          }}
        >
          Expand {members}
        </span>
      )}
      <Button slot="remove" className="token-remove" aria-label={`Remove ${words}`}>
        <X size={12} strokeWidth={1.5} aria-hidden />
      </Button>
    </Tag>
  );
}

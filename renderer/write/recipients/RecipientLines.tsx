import { useMemo, useState, type ReactElement } from 'react';
import { useStore } from 'zustand';
import { keysOf, useShortcut } from '../../app/use-shortcut.ts';
import { Button } from '../../ui/Button.tsx';
import type { DraftSession } from '../draft/draft-session.ts';
import type { RecipientFieldName } from '../draft/draft-state.ts';
import { fieldLabels } from './recipient-desk.ts';
import { RecipientInput } from './RecipientInput.tsx';
import { textsOf } from './recipient-field.ts';

/** To, and Cc and Bcc once they are asked for or hold somebody. */
export function RecipientLines({ session }: { readonly session: DraftSession }): ReactElement {
  const fields = useStore(session.store, (state) => state.fields);
  const known = useStore(session.store, (state) => state.composition.groups);
  const groups = useMemo(() => new Map(known.map(({ address, members }) => [address.toLowerCase(), members])), [known]);
  const account = useStore(session.store, (state) => state.composition.account);
  const [areCopiesShown, showCopies] = useState(false);
  const areCopiesUsed = textsOf(fields.cc).length + textsOf(fields.bcc).length > 0;
  const isOpen = areCopiesShown || areCopiesUsed;
  const { recipients } = session;
  useShortcut('copies', () => showCopies((shown) => areCopiesUsed || !shown));

  function line(name: RecipientFieldName, autoFocus: boolean, children: ReactElement | null = null): ReactElement {
    return (
      <div data-field={name}>
        <RecipientInput
          label={fieldLabels[name]}
          account={account}
          field={fields[name]}
          groups={groups}
          autoFocus={autoFocus}
          onType={(input) => session.changeField(name, { kind: 'typed', input })}
          onRead={(text) => void recipients.read(name, text, 'person')}
          onRemove={(keys) => session.changeField(name, { kind: 'removed', keys })}
          onOpen={(key) => session.changeField(name, { kind: 'opened', key })}
          suggest={(text) => recipients.suggest(text)}
          onChoose={(token) => recipients.choose(name, token)}
          onForget={(address) => void recipients.forget(name, address)}
          onExpand={(key) => void recipients.expand(name, key)}
          onUndo={() => void recipients.undo(name)}
        >
          {children}
        </RecipientInput>
      </div>
    );
  }

  const reveal = (
    <Button look="quiet" keys={keysOf('copies')} onPress={() => showCopies(true)}>
      Cc and Bcc
    </Button>
  );
  return (
    <>
      {line('to', !areCopiesShown && textsOf(fields.to).length === 0, isOpen ? null : reveal)}
      {isOpen ? line('cc', areCopiesShown) : null}
      {isOpen ? line('bcc', false) : null}
    </>
  );
}

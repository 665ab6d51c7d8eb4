import { useState, type ReactElement } from 'react';
import { useStore } from 'zustand';
import { keysOf, useShortcut } from '../../app/use-shortcut.ts';
import { Button } from '../../ui/Button.tsx';
import type { DraftSession } from '../draft/draft-session.ts';
import type { RecipientFieldName } from '../draft/draft-state.ts';
import { RecipientInput } from './RecipientInput.tsx';
import { textsOf } from './recipient-field.ts';

const labels: Readonly<Record<RecipientFieldName, string>> = { to: 'To', cc: 'Cc', bcc: 'Bcc' };

/** To, and Cc and Bcc once they are asked for or hold somebody. */
export function RecipientLines({ session }: { readonly session: DraftSession }): ReactElement {
  const fields = useStore(session.store, (state) => state.fields);
  const [areCopiesShown, showCopies] = useState(false);
  const areCopiesUsed = textsOf(fields.cc).length + textsOf(fields.bcc).length > 0;
  const isOpen = areCopiesShown || areCopiesUsed;
  useShortcut('copies', () => showCopies((shown) => areCopiesUsed || !shown));

  function line(name: RecipientFieldName, autoFocus: boolean, children: ReactElement | null = null): ReactElement {
    return (
      <div data-field={name}>
        <RecipientInput
          label={labels[name]}
          field={fields[name]}
          autoFocus={autoFocus}
          onType={(input) => session.changeField(name, { kind: 'typed', input })}
          onRead={(text) => void session.readRecipients(name, text)}
          onRemove={(keys) => session.changeField(name, { kind: 'removed', keys })}
          onOpen={(key) => session.changeField(name, { kind: 'opened', key })}
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

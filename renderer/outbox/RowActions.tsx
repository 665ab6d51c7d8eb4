import { useRef, useState, type ReactElement } from 'react';
import type { AccountRow } from '../../contract/accounts.ts';
import type { OutboxRow } from '../../contract/outbox.ts';
import { FaultNote } from '../app/FaultNote.tsx';
import { keysOf, useShortcut } from '../app/use-shortcut.ts';
import { Button } from '../ui/Button.tsx';
import { ConfirmRowAction } from './ConfirmRowAction.tsx';
import { CopyMenu } from './CopyMenu.tsx';
import type { OutboxMemory } from './outbox-memory.ts';
import { useOutboxRows } from './outbox-rows.ts';
import { isQueued, queueOf } from './queue-order.ts';
import { actionsOf, retryVerb, type RowVerb } from './row-actions.ts';
import { verbCommand } from './row-commands.ts';
import { useKeptFocus } from './use-kept-focus.ts';
import { useRowAction } from './use-row-action.ts';

/** What can be done with a message; what cannot be taken back asks first. */
export function RowActions({
  row,
  from,
}: {
  readonly row: OutboxRow;
  /** The mailbox that it goes from, where that is connected. */
  readonly from: AccountRow | undefined;
}): ReactElement {
  const action = useRowAction(row, from);
  const [asked, setAsked] = useState<'cancel' | 'sendAgain' | null>(null);
  const press = (verb: RowVerb): void => {
    if (verb === 'cancel' || verb === 'sendAgain') setAsked(verb);
    else action.run(verb);
  };
  const isBehind = useOutboxRows(({ byId }) => isBehindOthers(byId, row));
  const actions = actionsOf(row, from, isBehind);
  const buttons = useRef<HTMLDivElement>(null);
  // Not to another button: who presses twice must not do another thing the second time.
  const kept = useKeptFocus(buttons, () => buttons.current?.closest<HTMLElement>('[data-region]'));
  useShortcut('undo', () => action.run('undo'), row.state === 'held');
  useShortcut('retry', () => {
    const verb = retryVerb(row);
    if (verb === null) return false;
    action.run(verb);
    return true;
  });
  return (
    <>
      {action.fault === null ? null : (
        <div className="row-fault">
          <FaultNote fault={action.fault} />
        </div>
      )}
      <div className="row-actions" ref={buttons} {...kept}>
        {actions.map(({ verb, words, look, unavailable }) => (
          <Button
            key={verb}
            look={look}
            unavailable={unavailable}
            onPress={() => press(verb)}
            command={verbCommand(verb, row.id)}
            {...(verb === 'undo' ? { keys: keysOf('undo') } : {})}
          >
            {words}
          </Button>
        ))}
      </div>
      <CopyMenu row={row} actions={actions} />
      <ConfirmRowAction
        row={row}
        asked={asked}
        onClose={() => setAsked(null)}
        onConfirm={(verb) => {
          setAsked(null);
          action.run(verb);
        }}
      />
    </>
  );
}

function isBehindOthers(byId: ReadonlyMap<string, OutboxMemory>, row: OutboxRow): boolean {
  if (!isQueued(row)) return false;
  const [first] = queueOf(
    byId.values().map((memory) => memory.row),
    row,
  );
  return first !== undefined && first.id !== row.id;
}

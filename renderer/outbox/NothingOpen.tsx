import type { ReactElement } from 'react';
import { commands } from '../app/commands.ts';
import { KeyList, type KeyListProps } from '../app/KeyList.tsx';
import { useOpenCommand } from '../app/use-copy-command.ts';

const keys: KeyListProps['keys'] = [
  { id: 'write', words: 'New message' },
  { id: 'transfers', words: 'Transfers' },
  { id: 'filter', words: 'Filter the list' },
  { id: 'palette', words: 'Everything else' },
];

/** What stands beside the list while no message is open: how things stand, and the keys that lead on. */
export function NothingOpen({ words }: { readonly words: string }): ReactElement {
  useOpenCommand(commands['outbox.list']());
  return (
    <div className="nothing-open">
      <p>{words}</p>
      <KeyList keys={keys} />
    </div>
  );
}

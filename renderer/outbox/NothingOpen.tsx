import type { ReactElement } from 'react';
import { keysOf } from '../app/use-shortcut.ts';
import type { ShortcutId } from '../app/shortcuts.ts';

const keys: readonly { readonly id: ShortcutId; readonly words: string }[] = [
  { id: 'write', words: 'New message' },
  { id: 'transfers', words: 'Transfers' },
  { id: 'filter', words: 'Filter the list' },
  { id: 'palette', words: 'Everything else' },
];

/** What stands beside the list while no message is open: how things stand, and the keys that lead on. */
export function NothingOpen({ words }: { readonly words: string }): ReactElement {
  return (
    <div className="nothing-open">
      <p>{words}</p>
      <dl>
        {keys.map(({ id, words: does }) => (
          <div key={id}>
            <dt>{does}</dt>
            <dd>
              <kbd>{keysOf(id)}</kbd>
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

import type { ReactElement } from 'react';
import type { ShortcutId } from './shortcuts.ts';
import { keysOf } from './use-shortcut.ts';

export interface KeyListProps {
  readonly label?: string;
  readonly keys: readonly { readonly id: ShortcutId; readonly words: string }[];
}

/** What keys do, each in words with the keys as they are on this system. */
export function KeyList({ label, keys }: KeyListProps): ReactElement {
  return (
    <dl aria-label={label}>
      {keys.map(({ id, words }) => (
        <div key={id}>
          <dt>{words}</dt>
          <dd>
            <kbd>{keysOf(id)}</kbd>
          </dd>
        </div>
      ))}
    </dl>
  );
}

import type { ReactElement } from 'react';
import { openLayer, useWindow } from '../app/location.ts';
import { shortcuts } from '../app/shortcuts.ts';
import { keysOf } from '../app/use-shortcut.ts';
import { matchesSought } from '../settings/find-settings.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import './ShortcutSheet.css';

export function ShortcutSheet(): ReactElement {
  const isOpen = useWindow(({ layer }) => layer === 'shortcuts');
  return (
    <Dialog
      title="Keyboard"
      isOpen={isOpen}
      onClose={() => openLayer(null)}
      size="wide"
      actions={
        <Button onPress={() => openLayer(null)} autoFocus>
          Close
        </Button>
      }
    >
      <ShortcutList />
    </Dialog>
  );
}

/** The keys of the window in groups: all of them, or those that are sought. */
export function ShortcutList({ sought = '' }: { readonly sought?: string }): ReactElement {
  const found = shortcuts.filter(({ group, words }) => matchesSought(['Keyboard', group, words], sought));
  return (
    <div className="shortcut-groups">
      {[...Map.groupBy(found, ({ group }) => group)].map(([group, own]) => (
        <section key={group}>
          <h3>{group}</h3>
          <dl>
            {own.map(({ id, words }) => (
              <div key={id}>
                <dt>{words}</dt>
                <dd>
                  <kbd>{keysOf(id)}</kbd>
                </dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </div>
  );
}

import type { ReactElement } from 'react';
import { openLayer, useWindow } from '../app/location.ts';
import { shortcuts } from '../app/shortcuts.ts';
import { keysOf } from '../app/use-shortcut.ts';
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

/** Every key of the window, in groups. */
export function ShortcutList(): ReactElement {
  return (
    <div className="shortcut-groups">
      {[...Map.groupBy(shortcuts, ({ group }) => group)].map(([group, found]) => (
        <section key={group}>
          <h3>{group}</h3>
          <dl>
            {found.map(({ id, words }) => (
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

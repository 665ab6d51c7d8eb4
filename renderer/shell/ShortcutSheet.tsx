import type { ReactElement } from 'react';
import { KeyList } from '../app/KeyList.tsx';
import { openLayer, useWindow } from '../app/location.ts';
import { shortcuts } from '../app/shortcuts.ts';
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
          <KeyList keys={own} />
        </section>
      ))}
    </div>
  );
}

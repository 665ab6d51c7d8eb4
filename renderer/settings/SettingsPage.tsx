import type { ReactElement } from 'react';
import { maxHoldMs, setPreferences, usePreferences, type Density, type Theme } from '../app/preferences.ts';
import { ShortcutList } from '../shell/ShortcutSheet.tsx';
import { Choice } from '../ui/Choice.tsx';
import { Accounts } from './Accounts.tsx';
import { HoldTime } from './HoldTime.tsx';
import { Toggle } from '../ui/Toggle.tsx';
import './SettingsPage.css';

const themes: readonly { value: Theme; words: string }[] = [
  { value: 'system', words: 'As the system' },
  { value: 'light', words: 'Light' },
  { value: 'dark', words: 'Dark' },
];
const densities: readonly { value: Density; words: string }[] = [
  { value: 'compact', words: 'Compact' },
  { value: 'regular', words: 'Regular' },
  { value: 'relaxed', words: 'Relaxed' },
];

/** What a person can choose for this window, and the mailboxes it works for. */
export function SettingsPage(): ReactElement {
  const { theme, density, holdMs, singleKeys } = usePreferences();
  return (
    <div className="settings" data-region="detail">
      <h1>Settings</h1>
      <section aria-labelledby="settings-accounts">
        <h2 id="settings-accounts">Accounts</h2>
        <Accounts />
      </section>
      <section aria-labelledby="settings-sending">
        <h2 id="settings-sending">Sending</h2>
        <HoldTime holdMs={holdMs} maxMs={maxHoldMs} onChange={(next) => setPreferences({ holdMs: next })} />
      </section>
      <section aria-labelledby="settings-look">
        <h2 id="settings-look">Look</h2>
        <div className="settings-row">
          <Choice label="Theme" value={theme} options={themes} onChange={(next) => setPreferences({ theme: next })} />
          <Choice
            label="Density"
            value={density}
            options={densities}
            onChange={(next) => setPreferences({ density: next })}
          />
        </div>
      </section>
      <section aria-labelledby="settings-keyboard">
        <h2 id="settings-keyboard">Keyboard</h2>
        <Toggle isOn={singleKeys} onChange={(next) => setPreferences({ singleKeys: next })}>
          Single letters such as R act on the selected message
        </Toggle>
        <ShortcutList />
      </section>
    </div>
  );
}

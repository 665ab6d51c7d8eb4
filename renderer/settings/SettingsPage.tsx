import { useRef, useState, type ReactElement } from 'react';
import { Input, SearchField } from 'react-aria-components';
import { commands } from '../app/commands.ts';
import { maxHoldMs, setPreferences, usePreferences, type Density, type Theme } from '../app/preferences.ts';
import { shortcuts } from '../app/shortcuts.ts';
import { useOpenCommand } from '../app/use-copy-command.ts';
import { useKeptScroll } from '../app/use-kept-scroll.ts';
import { keysOf, useShortcut } from '../app/use-shortcut.ts';
import { ShortcutList } from '../shell/ShortcutSheet.tsx';
import { Choice } from '../ui/Choice.tsx';
import { Toggle } from '../ui/Toggle.tsx';
import { Accounts } from './Accounts.tsx';
import { BrowserNotices } from './BrowserNotices.tsx';
import { HoldTime } from './HoldTime.tsx';
import { IngestFolders } from './IngestFolders.tsx';
import { IngestWebhook } from './IngestWebhook.tsx';
import { SettingsSection } from './SettingsSection.tsx';
import type { SettingGroup } from './setting-shape.ts';
import { Signatures } from './Signatures.tsx';
import { SupportBundle } from './SupportBundle.tsx';
import { Telemetry } from './Telemetry.tsx';
import { Templates } from './Templates.tsx';
import { useEngineSettings } from './use-engine-settings.ts';
import './SettingsPage.css';
import './ingest.css';
import './telemetry.css';

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

/** Everything that the list of keys says, to be found by it. */
const shortcutWords = shortcuts.map(({ words }) => words).join(' ');

/** The mailboxes, what a person can choose for this window, and what environment and policy decided for it. */
export function SettingsPage(): ReactElement {
  const { theme, density, holdMs, singleKeys } = usePreferences();
  const [sought, setSought] = useState('');
  const page = useRef<HTMLDivElement>(null);
  const field = useRef<HTMLInputElement>(null);
  const settings = useEngineSettings();
  const of = (group: SettingGroup) => settings.filter((setting) => setting.group === group);
  useOpenCommand(commands['settings.list']());
  useShortcut('filter', () => field.current?.focus());
  useKeptScroll({ name: 'settings', open: null, scrolled: page, rows: settings.length });
  return (
    <div className="settings" data-region="detail" ref={page}>
      <h1>Settings</h1>
      <SearchField className="settings-search" aria-label="Search settings" value={sought} onChange={setSought}>
        <Input className="field-input" placeholder="Search settings" ref={field} />
        {sought === '' ? <kbd aria-hidden>{keysOf('filter')}</kbd> : null}
      </SearchField>
      <SettingsSection
        title="Accounts"
        sought={sought}
        settings={[]}
        choices={[{ words: 'mailbox account sign in sign out tenant', choice: <Accounts /> }]}
      />
      <SettingsSection
        title="Sending"
        sought={sought}
        settings={of('sending')}
        choices={[
          {
            words: 'time for undo hold seconds',
            choice: (
              <HoldTime holdMs={holdMs} maxMs={maxHoldMs} onChange={(next) => setPreferences({ holdMs: next })} />
            ),
          },
        ]}
      />
      <SettingsSection
        title="Signatures"
        sought={sought}
        settings={[]}
        choices={[{ words: 'signature signatures ends messages replies logo', choice: <Signatures /> }]}
      />
      <SettingsSection
        title="Templates"
        sought={sought}
        settings={[]}
        choices={[{ words: 'template templates text variables import export', choice: <Templates /> }]}
      />
      <SettingsSection title="Transfers" sought={sought} settings={of('transfers')} />
      <SettingsSection
        title="Notifications"
        sought={sought}
        settings={of('notifications')}
        choices={[{ words: 'notifications outcomes browser desktop sent bounced', choice: <BrowserNotices /> }]}
      />
      <SettingsSection
        title="Files"
        sought={sought}
        settings={of('files')}
        choices={[
          { words: 'followed folders collect follow stop inbox backlog', choice: <IngestFolders /> },
          { words: 'notifications webhook tunnel relay public address port', choice: <IngestWebhook /> },
        ]}
      />
      <SettingsSection title="Jobs and Health" sought={sought} settings={of('jobs')} />
      <SettingsSection
        title="Look"
        sought={sought}
        settings={[]}
        choices={[
          {
            words: 'theme light dark system',
            choice: (
              <Choice
                label="Theme"
                value={theme}
                options={themes}
                onChange={(next) => setPreferences({ theme: next })}
              />
            ),
          },
          {
            words: 'density compact regular relaxed rows',
            choice: (
              <Choice
                label="Density"
                value={density}
                options={densities}
                onChange={(next) => setPreferences({ density: next })}
              />
            ),
          },
        ]}
      />
      <SettingsSection
        title="Keyboard"
        sought={sought}
        settings={[]}
        choices={[
          {
            words: 'single letters keys',
            choice: (
              <Toggle isOn={singleKeys} onChange={(next) => setPreferences({ singleKeys: next })}>
                Single letters such as R act on the selected message
              </Toggle>
            ),
          },
          { words: shortcutWords, choice: <ShortcutList sought={sought} /> },
        ]}
      />
      <SettingsSection
        title="Telemetry"
        sought={sought}
        settings={of('telemetry')}
        choices={[
          { words: 'what we record recorded numbers metrics log privacy sent', choice: <Telemetry /> },
          { words: 'support bundle help diagnosis report zip', choice: <SupportBundle /> },
        ]}
      />
      <SettingsSection title="Rollout" sought={sought} settings={of('rollout')} />
      <SettingsSection title="Connection" sought={sought} settings={of('connection')} />
      <SettingsSection title="Advanced" sought={sought} settings={of('advanced')} />
      <p className="settings-none">No setting matches “{sought}”.</p>
    </div>
  );
}

import { useId, type ReactElement, type ReactNode } from 'react';
import type { DescribedSetting } from './describe-setting.ts';
import { matchesSought } from './find-settings.ts';
import { SettingLine } from './SettingLine.tsx';

export interface SettingsSectionProps {
  readonly title: string;
  readonly sought: string;
  /** The engine's settings that belong here. */
  readonly settings: readonly DescribedSetting[];
  /** What a person chooses for this window, or does here, each with the words that find it. */
  readonly choices?: readonly { readonly words: string; readonly choice: ReactNode }[];
}

/** A heading and its lines; not there while nothing in it is what is sought. */
export function SettingsSection({ title, sought, settings, choices = [] }: SettingsSectionProps): ReactElement | null {
  const titleId = useId();
  const chosen = choices.filter(({ words }) => matchesSought([title, words], sought));
  const found = settings.filter(({ name, label, about, value, setBy }) =>
    matchesSought([title, name, label, about, value, setBy], sought),
  );
  if (chosen.length + found.length === 0) return null;
  return (
    <section aria-labelledby={titleId}>
      <h2 id={titleId}>{title}</h2>
      {chosen.map(({ words, choice }) => (
        <div key={words} className="setting-choice">
          {choice}
        </div>
      ))}
      {found.map((setting) => (
        <SettingLine key={setting.name} setting={setting} />
      ))}
    </section>
  );
}

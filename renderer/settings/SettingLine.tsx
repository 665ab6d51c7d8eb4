import { Lock } from 'lucide-react';
import type { ReactElement } from 'react';
import { commands } from '../app/commands.ts';
import { carryCommand } from '../ui/carried-command.ts';
import type { DescribedSetting } from './describe-setting.ts';
import { SettingControl } from './SettingControl.tsx';

/** A setting of the engine: what it is and who set it, and a control where a person may choose. */
export function SettingLine({ setting }: { readonly setting: DescribedSetting }): ReactElement {
  const { name, label, about, value, setBy, isManaged, choice } = setting;
  const command = choice === null ? null : commands['settings.set'](name, choice.text);
  return (
    <div className="setting" data-setting={name} role="group" aria-label={label} {...carryCommand(command)}>
      <div>
        <span className="setting-label">{label}</span>
        <span className="setting-about">{about}</span>
      </div>
      <div className="setting-state">
        {choice === null ? (
          <span className="setting-value">{value}</span>
        ) : (
          <SettingControl setting={setting} choice={choice} />
        )}
        <span className="setting-origin" data-managed={isManaged || undefined}>
          {isManaged ? <Lock size={12} strokeWidth={1.5} aria-hidden /> : null}
          {setBy}
        </span>
        <span className="setting-name mono">{name}</span>
      </div>
    </div>
  );
}

import { Lock } from 'lucide-react';
import type { ReactElement } from 'react';
import type { DescribedSetting } from './describe-setting.ts';

/** A setting of the engine: what it is now, and for a managed one a lock and who set it. */
export function SettingLine({ setting }: { readonly setting: DescribedSetting }): ReactElement {
  const { name, label, about, value, setBy, isManaged } = setting;
  return (
    <div className="setting" data-setting={name}>
      <dt>
        <span className="setting-label">{label}</span>
        <span className="setting-about">{about}</span>
      </dt>
      <dd>
        <span className="setting-value">{value}</span>
        <span className="setting-origin" data-managed={isManaged || undefined}>
          {isManaged ? <Lock size={12} strokeWidth={1.5} aria-hidden /> : null}
          {setBy ?? 'Default'}
        </span>
        <span className="setting-name mono">{name}</span>
      </dd>
    </div>
  );
}

import { useState } from 'react';
import { useStream } from '../app/use-stream.ts';
import { describeSettings, type DescribedSetting } from './describe-setting.ts';

/** Every setting of the engine, as it is now; empty until it has told. */
export function useEngineSettings(): readonly DescribedSetting[] {
  const [settings, setSettings] = useState<readonly DescribedSetting[]>([]);
  useStream(
    'settings',
    (client, signal) => client.settings.watch({}, { signal }),
    (listed) => setSettings(describeSettings(listed)),
  );
  return settings;
}

import { useQuery } from '@tanstack/react-query';
import { useClient, useConnectionState } from '../app/connection.tsx';
import { describeSettings, type DescribedSetting } from './describe-setting.ts';

/** What environment and policy decided when the engine started; empty until it has told. */
export function useEngineSettings(): readonly DescribedSetting[] {
  const client = useClient();
  const isConnected = useConnectionState() === 'connected';
  const listed = useQuery({
    queryKey: ['engine.settings', isConnected],
    queryFn: () => client.engine.settings({}),
    select: describeSettings,
    enabled: isConnected,
    placeholderData: (before) => before,
  });
  return listed.data ?? [];
}

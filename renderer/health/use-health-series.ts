import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { HealthSeries, HealthSpan } from '../../contract/health.ts';
import { useClient, useConnectionState } from '../app/connection.tsx';

/** A new point comes each minute. */
const refreshMs = 20_000;

/** The curves of a span; undefined until they were told. They stay while the engine cannot be reached. */
export function useHealthSeries(span: HealthSpan): HealthSeries | undefined {
  const client = useClient();
  const isConnected = useConnectionState() === 'connected';
  return useQuery({
    queryKey: ['health', 'series', span],
    queryFn: () => client.health.series({ span }),
    refetchInterval: refreshMs,
    placeholderData: keepPreviousData,
    enabled: isConnected,
  }).data;
}

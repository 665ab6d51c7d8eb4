import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { MergeRow } from '../../contract/merge.ts';
import { useClient, useConnectionState } from '../app/connection.tsx';

const key = ['merges'];

/** Every merge, those at work first. */
export function useMerges(): {
  readonly merges: readonly MergeRow[] | undefined;
  readonly take: (row: MergeRow) => void;
} {
  const client = useClient();
  const queries = useQueryClient();
  const { data } = useQuery({
    queryKey: key,
    queryFn: () => client.merge.list({}),
    enabled: useConnectionState() === 'connected',
  });
  return {
    merges: data,
    take(row) {
      queries.setQueryData<readonly MergeRow[]>(key, (before = []) =>
        before.some(({ id }) => id === row.id)
          ? before.map((one) => (one.id === row.id ? row : one))
          : [row, ...before],
      );
    },
  };
}

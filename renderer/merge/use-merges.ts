import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { MergeRow } from '../../contract/merge.ts';
import { useClient, useConnectionState } from '../app/connection.tsx';

const key = ['merges'];
const REFRESH_MS = 2_000;

/** It changes by itself. */
export function isAtWork({ state }: Pick<MergeRow, 'state'>): boolean {
  return state === 'making' || state === 'sending' || state === 'discarding';
}

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
    refetchInterval: ({ state }) => (state.data?.some(isAtWork) === true ? REFRESH_MS : false),
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

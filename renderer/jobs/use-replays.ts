import { useQueryClient } from '@tanstack/react-query';
import type { ReplayRow } from '../../contract/jobs.ts';

/** Puts what the engine told of one replay into the list of them, without asking again. */
export function useReplays(): { readonly take: (row: ReplayRow) => void } {
  const queries = useQueryClient();
  return {
    take: (row) => {
      queries.setQueryData<readonly ReplayRow[]>(['jobs', 'replays'], (before = []) =>
        before.some(({ id }) => id === row.id)
          ? before.map((old) => (old.id === row.id ? row : old))
          : [row, ...before],
      );
    },
  };
}

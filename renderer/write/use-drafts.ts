import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { Composition } from '../../contract/compose.ts';
import { useClient } from '../app/connection.tsx';
import { useSettled } from '../app/use-settled.ts';
import { useOutboxRows } from '../outbox/outbox-rows.ts';
import { draftsKey } from './draft/use-open-draft.ts';

/** A mail merge begins hundreds in a row. */
const SETTLED_AFTER_MS = 300;

/** The messages that were begun, last edited first. Asked for anew when one comes or goes, whoever began or sent it. */
export function useDrafts(): readonly Composition[] {
  const client = useClient();
  const ids = useOutboxRows(({ byId }) =>
    [...byId.values()].flatMap(({ row }) => (row.state === 'draft' ? row.id : [])).join(),
  );
  const { data = [] } = useQuery({
    queryKey: [...draftsKey, useSettled(ids, SETTLED_AFTER_MS)],
    queryFn: () => client.compose.list({}),
    placeholderData: keepPreviousData,
  });
  return data;
}

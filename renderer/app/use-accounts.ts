import { useQuery } from '@tanstack/react-query';
import type { AccountRow } from '../../contract/accounts.ts';
import { useClient, useConnectionState } from './connection.tsx';

/** The connected mailboxes; undefined until the engine told them. Query key `['accounts']`. */
export function useAccounts(): readonly AccountRow[] | undefined {
  const client = useClient();
  const isConnected = useConnectionState() === 'connected';
  return useQuery({ queryKey: ['accounts'], queryFn: () => client.accounts.list({}), enabled: isConnected }).data;
}

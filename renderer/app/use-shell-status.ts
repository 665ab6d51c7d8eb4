import { useQueryClient } from '@tanstack/react-query';
import { create } from 'zustand';
import type { ShellStatus } from '../../contract/shell.ts';
import { useStream } from './use-stream.ts';

/** The last status that the engine told, and when; null before the first. */
interface StatusState {
  readonly status: ShellStatus | null;
  readonly toldAtMs: number;
}

const useStatusState = create<StatusState>(() => ({ status: null, toldAtMs: 0 }));

export function useShellStatus(): ShellStatus | null {
  return useStatusState(({ status }) => status);
}

/** Reads the status stream. Mounted once, at the top. */
export function useStatusFeed(): void {
  const queries = useQueryClient();
  useStream(
    'shell.status',
    (client, signal) => client.shell.status({}, { signal }),
    (status) => {
      const before = useStatusState.getState().status;
      useStatusState.setState({ status, toldAtMs: Date.now() });
      if (accountsKey(before) !== accountsKey(status)) void queries.invalidateQueries({ queryKey: ['accounts'] });
    },
  );
}

function accountsKey(status: ShellStatus | null): string {
  return (status?.accounts ?? []).map((account) => `${account.id} ${String(account.signInNeeded)}`).join();
}

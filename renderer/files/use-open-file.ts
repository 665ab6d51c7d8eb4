import { useQuery } from '@tanstack/react-query';
import { create } from 'zustand';
import type { FileDetail, FileRow } from '../../contract/files.ts';
import { useClient, useConnectionState } from '../app/connection.tsx';

/** The row that was opened last, so that it is shown before anything more is known of it. */
const useOpened = create<{ readonly row: FileRow | null }>(() => ({ row: null }));

export function rememberOpened(row: FileRow): void {
  useOpened.setState({ row });
}

export interface OpenFile {
  readonly row: FileRow;
  readonly detail: FileDetail | null;
}

/** The open file: at once what its row says, soon all that is known. `missing`: there is no such file. */
export function useOpenFile(id: string | null, row: FileRow | null): OpenFile | 'missing' | null {
  const client = useClient();
  const isConnected = useConnectionState() === 'connected';
  const opened = useOpened((state) => state.row);
  const known = row ?? (opened?.id === id ? opened : null);
  const shown = useQuery({
    queryKey: ['files.show', id, known?.state, known?.hasCopies],
    queryFn: () => client.files.show({ id: id as FileRow['id'] }),
    enabled: isConnected && id !== null,
    retry: false,
  });
  if (id === null) return null;
  const detail = shown.data?.row.id === id ? shown.data : null;
  if (known !== null) return { row: known, detail };
  if (detail !== null) return { row: detail.row, detail };
  return shown.error === null ? null : 'missing';
}

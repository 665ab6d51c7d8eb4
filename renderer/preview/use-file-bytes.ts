import { useEffect, useState } from 'react';
import type { FileId } from '../../contract/files.ts';
import { useClient } from '../app/connection.tsx';
import { readFault, type Fault } from '../app/fault.ts';
import { readFileBytes } from './read-file-bytes.ts';

export type FileBytes =
  | { readonly kind: 'reading'; readonly readBytes: number }
  /** They are given away once: who shows them moves them to the frame. */
  | { readonly kind: 'read'; readonly bytes: ArrayBuffer }
  | { readonly kind: 'failed'; readonly fault: Fault };

const nothingRead: FileBytes = { kind: 'reading', readBytes: 0 };

/** Reads a stored file once for as long as the component lives: another file is another component, by its key. */
export function useFileBytes(id: FileId, totalBytes: number): FileBytes {
  // A part of it is another object each time that it is asked for.
  const client = useClient();
  const [state, setState] = useState<FileBytes>(nothingRead);
  useEffect(() => {
    const leaving = new AbortController();
    const { signal } = leaving;
    const tell = (next: FileBytes): void => {
      if (!signal.aborted) setState(next);
    };
    const onPart = (readBytes: number): void => tell({ kind: 'reading', readBytes });
    readFileBytes(client.files.read, { id, totalBytes, signal, onPart }).then(
      (bytes) => tell({ kind: 'read', bytes }),
      (thrown: unknown) => tell({ kind: 'failed', fault: readFault(thrown) }),
    );
    return () => leaving.abort();
  }, [client, id, totalBytes]);
  return state;
}

import { useRef, useState } from 'react';
import type { FileId } from '../../contract/files.ts';
import { useConnection } from '../app/connection.tsx';
import { announce } from '../ui/announce.ts';
import { countWords } from '../ui/format/count-words.ts';
import { saveFiles, type Saving } from './save-files.ts';

export interface SavingFiles {
  readonly state: Saving;
  begin(pattern: string): void;
  cancel(): void;
}

/** Saving files into a folder that a person chooses, and what came of each. Only the desktop can. */
export function useSaving(ids: readonly FileId[]): SavingFiles {
  const { client, host } = useConnection();
  const [state, setState] = useState<Saving>({ kind: 'asking', fault: null });
  const leaving = useRef<AbortController | null>(null);

  function tell(next: Saving): void {
    setState(next);
    if (next.kind === 'ended') announce(`Saved ${String(next.saved)} of ${countWords(next.of, 'file')}`);
  }

  return {
    state,
    begin(pattern) {
      const { files } = host;
      if (files.kind !== 'desktop') return;
      leaving.current = new AbortController();
      const parts = {
        pickFolder: () => files.pickFolder(),
        save: (...call: Parameters<typeof client.files.save>) => client.files.save(...call),
        tell,
      };
      void saveFiles(parts, ids, pattern, leaving.current.signal);
    },
    cancel: () => leaving.current?.abort(),
  };
}

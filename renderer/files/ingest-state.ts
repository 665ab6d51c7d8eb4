import { create } from 'zustand';
import type { IngestStatus } from '../../contract/ingest.ts';
import { useStream } from '../app/use-stream.ts';
import { announce } from '../ui/announce.ts';

/** What the engine last told of collecting; null before the first word. It stays while the engine cannot be reached. */
const useIngestState = create<{ readonly status: IngestStatus | null }>(() => ({ status: null }));

export function useIngestStatus(): IngestStatus | null {
  return useIngestState(({ status }) => status);
}

/** Files that need a person: the number in the rail. */
export function useFilesNeedingYou(): number {
  return useIngestState(({ status }) => status?.needsYou ?? 0);
}

/** Reads the status of collecting. Mounted once, at the top. */
export function useIngestFeed(): void {
  useStream(
    'ingest.status',
    (client, signal) => client.ingest.status({}, { signal }),
    (status) => {
      const before = useIngestState.getState().status;
      useIngestState.setState({ status });
      if (before === null) return;
      if (before.pausedFor === null && status.pausedFor !== null)
        announce('Collecting files is paused: the disk is full');
      if (before.pausedFor !== null && status.pausedFor === null) announce('Collecting files continues');
    },
  );
}

import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Sha256 } from '../../../contract/ids.ts';
import type { Instrument } from '../../../main/engine/host.ts';

type Planted = Pick<Instrument, 'reader' | 'ingestStore'>;

/** Mistakes that programs of this kind really make. The harness must catch each of them, or its zeros mean nothing. */
export const ingestBugs = {
  /** Remembers how far it has read before it has written down what it read. */
  linkFirst: () => ({
    ingestStore: (store) => ({
      ...store,
      commitPage(account, folder, page, nowMs) {
        store.commitPage(account, folder, { ...page, changes: [] }, nowMs);
        return store.commitPage(account, folder, page, nowMs);
      },
    }),
  }),

  /** Says of a file that it is stored, and only then puts it into its place. */
  rowFirst: (dataDir) => {
    const unplaced = join(dataDir, 'unplaced');
    const late = new Set<Sha256>();
    const place = (sha256: Sha256): string => join(dataDir, 'blobs', sha256.slice(0, 2), sha256);
    mkdirSync(unplaced, { recursive: true });
    return {
      reader: (reader) => ({
        ...reader,
        async download(...given) {
          const result = await reader.download(...given);
          if (result.kind !== 'stored') return result;
          // Also the same bytes of another mail: they would hide the harm.
          renameSync(place(result.sha256), join(unplaced, result.sha256));
          // The store would refuse a row whose bytes have no file at all.
          writeFileSync(place(result.sha256), '');
          late.add(result.sha256);
          return result;
        },
      }),
      ingestStore: (store) => ({
        ...store,
        storeFile(id, stored, nowMs) {
          store.storeFile(id, stored, nowMs);
          if (late.delete(stored.sha256)) renameSync(join(unplaced, stored.sha256), place(stored.sha256));
        },
      }),
    };
  },
} as const satisfies Record<string, (dataDir: string) => Planted>;

export type IngestBug = keyof typeof ingestBugs;

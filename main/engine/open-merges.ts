import { isAbsolute, resolve } from 'node:path';
import type { WriteDb } from '../adapters/sqlite/connection.ts';
import type { HasBytes } from '../adapters/sqlite/insert-blob.ts';
import { sqliteMergeStore } from '../adapters/sqlite/merge/merge-store.ts';
import type { MergeId } from '../../contract/merge.ts';
import { type JobKind, standardBackoffCapMs, standardLimits } from '../core/jobs/job-kinds.ts';
import { advanceMerge } from '../core/merge/advance-merge.ts';
import { MERGE_KIND, mergePayload, readMessageKey } from '../core/merge/merge-jobs.ts';
import type { ComposeDeps } from '../core/outbox/compose-message.ts';
import type { AccountStore } from '../core/ports/account-store.ts';
import type { OutboxStore } from '../core/ports/outbox-store.ts';
import type { MergeStore } from '../core/ports/merge-store.ts';
import type { BlobStore } from '../core/ports/blob-store.ts';

export interface Merges {
  readonly store: MergeStore;
  /** Tells whoever watches that one of them may look different. */
  changed(): void;
  onChange(listener: () => void): () => void;
}

interface MergeParts {
  readonly db: WriteDb;
  readonly hasBytes: HasBytes;
  readonly outbox: OutboxStore;
  /** There once everything is opened. */
  readonly compose: () => ComposeDeps;
  readonly blobs: Pick<BlobStore, 'remove'>;
  readonly accounts: Pick<AccountStore, 'list'>;
  readonly transact: <T>(work: () => T) => T;
  readonly retryBaseMs: number;
}

/** Mail merges, as the engine runs them. */
export function openMerges(parts: MergeParts): Merges & { readonly kind: JobKind<{ readonly merge: MergeId }> } {
  const { db, hasBytes, outbox, compose, blobs, accounts, transact, retryBaseMs } = parts;
  const store = sqliteMergeStore(db, hasBytes);
  const listeners = new Set<() => void>();
  const changed = (): void => {
    for (const listener of listeners) listener();
  };
  outbox.onChange(({ key }) => {
    if (readMessageKey(key) !== null) changed();
  });
  const deps = {
    merges: store,
    blobs,
    transact,
    changed,
    accountOf: (id: string) => accounts.list().find((account) => account.id === id) ?? null,
    resolvePath: resolveRowPath,
  };
  return {
    store,
    changed,
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    kind: {
      ...standardLimits,
      kind: MERGE_KIND,
      lane: 'upkeep',
      payload: mergePayload,
      payloadVersion: 1,
      retry: { baseMs: retryBaseMs, capMs: standardBackoffCapMs },
      // It may be killed at any instant, as often as it likes.
      maxStalls: 100,
      run: ({ merge }, { signal }) => advanceMerge({ ...deps, compose: compose() }, merge, signal),
    },
  };
}

/** A path in a cell begins at the folder of the plan, where there is one. */
export function resolveRowPath(path: string, folder: string | null): string {
  return folder === null || isAbsolute(path) ? path : resolve(folder, path);
}

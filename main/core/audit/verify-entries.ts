import type { AuditEntry, AuditVerdict } from '../../../contract/audit.ts';
import type { Digest } from '../ports/digest.ts';
import { hashEntry, type UnhashedEntry } from './hash-entry.ts';

/** A place in the chain: an entry's number and its hash. */
export interface ChainPlace {
  readonly n: number;
  readonly hash: string;
}

/** An entry as it is stored. Null details: the text is not the one that was written. */
export type StoredEntry = Omit<AuditEntry, 'details'> & { readonly details: UnhashedEntry['details'] | null };

export interface ChainEnds {
  /** The last entry that retention cut off; `n` 0 and the genesis hash before it ever did. */
  readonly anchor: ChainPlace;
  /** Where the log ends by its seal; null: the seal is missing or not ours. */
  readonly head: ChainPlace | null;
  /** The first entry that was written behind a log that was not whole. */
  readonly brokenAt: number | null;
  /** The highest number that was ever given. */
  readonly lastGiven: number;
}

/** Reads a chain from its anchor to its sealed head and says where it first differs from what was written. */
export function verifyEntries(digest: Digest, ends: ChainEnds, entries: Iterable<StoredEntry>): AuditVerdict {
  let { n, hash } = ends.anchor;
  let count = 0;
  for (const entry of entries) {
    if (entry.n !== n + 1) return broken(count, n + 1, 'is missing');
    const { details } = entry;
    if (details === null || hashEntry(digest, hash, { ...entry, details }) !== entry.hash)
      return broken(count, entry.n, 'is not as it was written');
    ({ n, hash } = entry);
    count += 1;
  }
  if (ends.head === null) return broken(count, n + 1, 'cannot be judged: the seal of the log is missing or not ours');
  if (ends.head.n > n || ends.lastGiven > n) return broken(count, n + 1, 'is missing at the end');
  if (ends.head.n < n || ends.head.hash !== hash) return broken(count, n, 'was not written by this program');
  if (ends.brokenAt !== null) return broken(count, ends.brokenAt, 'was written behind a log that was not whole');
  const cut = ends.anchor.n === 0 ? '' : `, ${String(ends.anchor.n)} older ones cut off by the retention`;
  return {
    ok: true,
    entries: count,
    brokenAt: null,
    detail: `${String(count)} entries, all as they were written${cut}`,
  };
}

function broken(entries: number, brokenAt: number, what: string): AuditVerdict {
  return { ok: false, entries, brokenAt, detail: `entry ${String(brokenAt)} ${what}` };
}

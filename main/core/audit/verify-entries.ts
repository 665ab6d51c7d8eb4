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

/** How far a chain was read, and how many entries of it. */
export interface ChainRead extends ChainPlace {
  readonly entries: number;
}

/** Reads the next entries of a chain. A verdict where the first of them is not what was written. */
export function readChain(digest: Digest, from: ChainRead, next: readonly StoredEntry[]): ChainRead | AuditVerdict {
  let { n, hash, entries } = from;
  for (const entry of next) {
    if (entry.n !== n + 1) return broken(entries, n + 1, 'is missing');
    const { details } = entry;
    if (details === null || hashEntry(digest, hash, { ...entry, details }) !== entry.hash)
      return broken(entries, entry.n, 'is not as it was written');
    ({ n, hash } = entry);
    entries += 1;
  }
  return { n, hash, entries };
}

/** Says whether a chain that was read to its last entry ends where it was sealed. */
export function judgeEnd(ends: ChainEnds, { n, hash, entries }: ChainRead): AuditVerdict {
  if (ends.head === null) return broken(entries, n + 1, 'cannot be judged: the seal of the log is missing or not ours');
  if (ends.head.n > n || ends.lastGiven > n) return broken(entries, n + 1, 'is missing at the end');
  if (ends.head.n < n || ends.head.hash !== hash) return broken(entries, n, 'was not written by this program');
  if (ends.brokenAt !== null) return broken(entries, ends.brokenAt, 'was written behind a log that was not whole');
  const cut = ends.anchor.n === 0 ? '' : `, ${String(ends.anchor.n)} older ones cut off by the retention`;
  return { ok: true, entries, brokenAt: null, detail: `${String(entries)} entries, all as they were written${cut}` };
}

function broken(entries: number, brokenAt: number, what: string): AuditVerdict {
  return { ok: false, entries, brokenAt, detail: `entry ${String(brokenAt)} ${what}` };
}

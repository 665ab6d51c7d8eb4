import type { AuditVerdict } from '../../../../contract/audit.ts';
import { type ChainEnds, type ChainPlace, judgeEnd, readChain } from '../../../core/audit/verify-entries.ts';
import type { Digest } from '../../../core/ports/digest.ts';
import type { ReadDb } from '../connection.ts';
import { readRows } from '../run-statement.ts';
import { selectUpTo, toStoredEntry } from './audit-statements.ts';

/** What is read in one turn: a few milliseconds. */
const SLICE = 500;

/** A log at one moment. */
export interface LogEnds extends ChainEnds {
  /** Its last entry, whoever wrote it. */
  readonly last: number;
}

/**
 * Judges the log as it stands when this begins, in slices with a pause between two. Entries that come meanwhile are for
 * the next time; when the retention cuts meanwhile, it begins again.
 */
export async function verifyLog(
  db: ReadDb,
  digest: Digest,
  readEnds: () => LogEnds,
  pause: () => Promise<void>,
): Promise<AuditVerdict> {
  for (;;) {
    const verdict = await readWhole(db, digest, readEnds, pause);
    if (verdict !== null) return verdict;
  }
}

/** Null when its beginning moved meanwhile. */
async function readWhole(
  db: ReadDb,
  digest: Digest,
  readEnds: () => LogEnds,
  pause: () => Promise<void>,
): Promise<AuditVerdict | null> {
  const ends = readEnds();
  let read = { ...ends.anchor, entries: 0 };
  for (;;) {
    const rows = readRows(db, selectUpTo, { after: read.n, last: ends.last, limit: SLICE });
    if (rows.length === 0) return judgeEnd(ends, read);
    const next = readChain(digest, read, rows.map(toStoredEntry));
    if ('ok' in next) return next;
    read = next;
    await pause();
    if (!isSame(readEnds().anchor, ends.anchor)) return null;
  }
}

function isSame(a: ChainPlace, b: ChainPlace): boolean {
  return a.n === b.n && a.hash === b.hash;
}

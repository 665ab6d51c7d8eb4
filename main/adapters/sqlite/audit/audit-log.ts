import type { AuditEntry } from '../../../../contract/audit.ts';
import { canonicalJson } from '../../../core/audit/canonical-json.ts';
import { hashEntry } from '../../../core/audit/hash-entry.ts';
import type { ChainPlace } from '../../../core/audit/verify-entries.ts';
import type { AuditLog, NewAuditEntry } from '../../../core/ports/audit-log.ts';
import type { Digest, Mac } from '../../../core/ports/digest.ts';
import type { ReadDb, WriteDb } from '../connection.ts';
import { inTransaction } from '../in-transaction.ts';
import { readRow, readRows, write } from '../run-statement.ts';
import {
  deleteThrough,
  insertEntry,
  type SealRow,
  selectAfter,
  selectAnchor,
  selectBefore,
  selectCut,
  selectLast,
  selectLastGiven,
  selectOfSubject,
  selectSeal,
  toEntry,
  updateAnchor,
  upsertSeal,
} from './audit-statements.ts';
import { type LogEnds, verifyLog } from './verify-log.ts';

const NONE: ChainPlace = { n: 0, hash: '' };

/** The audit log in the owner's database. `mac` seals where it ends: docs/specs/audit-log.md. */
export function sqliteAuditLog(db: WriteDb, digest: Digest, mac: Mac): AuditLog {
  /** `seal` is that of the log before this entry. */
  function appendBehind(seal: Sealed | null, entry: NewAuditEntry, nowMs: number): AuditEntry {
    const last = readRow(db, selectLast) ?? readAnchor(db);
    const n = Math.max(last.n, readRow(db, selectLastGiven)?.n ?? 0) + 1;
    const { actor, via, action, subject, reason } = entry;
    const hash = hashEntry(digest, last.hash, { n, at: new Date(nowMs).toISOString(), ...entry });
    const row = { n, atMs: nowMs, actor, via, action, subject, reason, details: canonicalJson(entry.details), hash };
    const isWhole = seal !== null && seal.head === last.n && seal.headHash === last.hash;
    write(db, insertEntry, row);
    writeSeal(db, mac, { head: n, headHash: hash, brokenAt: isWhole ? seal.brokenAt : (seal?.brokenAt ?? n) });
    return toEntry(row);
  }

  return {
    append: (entry, nowMs) => inTransaction(db, () => appendBehind(readSeal(db, mac), entry, nowMs)),
    page: (before, limit) =>
      readRows(db, selectBefore, { before: before ?? Number.MAX_SAFE_INTEGER, limit }).map(toEntry),
    after: (after, limit) => readRows(db, selectAfter, { after, limit }).map(toEntry),
    ofSubject: (subject, limit) => readRows(db, selectOfSubject, { subject, limit }).map(toEntry).toReversed(),
    verify: (pause) => verifyLog(db, digest, () => readEnds(db, mac), pause),
    cut({ beforeMs, maxEntries }, nowMs) {
      return inTransaction(db, () => {
        const anchor = readAnchor(db);
        const seal = readSeal(db, mac);
        const kept = (readRow(db, selectLast) ?? anchor).n - anchor.n;
        // A tenth more than has to go, or from then on each new entry would cost an old one and a line about it.
        const keep = kept > maxEntries ? Math.floor(maxEntries * 0.9) : kept;
        const through = readRow(db, selectCut, { beforeMs, keep });
        if (through === null || through.n <= anchor.n) return 0;
        write(db, updateAnchor, through);
        const entries = write(db, deleteThrough, { n: through.n });
        appendBehind(seal, { ...cutEntry, details: { through: through.n, entries } }, nowMs);
        return entries;
      });
    },
  };
}

const cutEntry = { actor: 'Mailroom', via: 'program', action: 'audit.cut', subject: 'audit', reason: null } as const;

function readAnchor(db: ReadDb): ChainPlace {
  return readRow(db, selectAnchor) ?? NONE;
}

function readEnds(db: ReadDb, mac: Mac): LogEnds {
  const seal = readSeal(db, mac);
  return {
    anchor: readAnchor(db),
    head: seal === null ? null : { n: seal.head, hash: seal.headHash },
    brokenAt: seal?.brokenAt ?? null,
    lastGiven: readRow(db, selectLastGiven)?.n ?? 0,
    last: readRow(db, selectLast)?.n ?? 0,
  };
}

type Sealed = Omit<SealRow, 'mac'>;

/** Null when it is missing or not ours. That of a log in which nothing was ever written is where it begins. */
function readSeal(db: ReadDb, mac: Mac): Sealed | null {
  const row = readRow(db, selectSeal);
  const anchor = readAnchor(db);
  if (row !== null) return row.mac === mac.authenticate(sealText(row, anchor)) ? row : null;
  const isNew = anchor.n === 0 && readRow(db, selectLast) === null && readRow(db, selectLastGiven) === null;
  return isNew ? { head: 0, headHash: anchor.hash, brokenAt: null } : null;
}

function writeSeal(db: WriteDb, mac: Mac, seal: Sealed): void {
  write(db, upsertSeal, { ...seal, mac: mac.authenticate(sealText(seal, readAnchor(db))) });
}

function sealText({ head, headHash, brokenAt }: Sealed, anchor: ChainPlace): string {
  return ['audit-seal', anchor.n, anchor.hash, head, headHash, String(brokenAt)].join(':');
}

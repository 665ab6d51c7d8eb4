import type { SearchableFile, Wanted } from '../../../core/files/search/file-search.ts';
import { matchFile } from '../../../core/files/search/match-file.ts';
import type { ReadDb } from '../connection.ts';
import { momentOfFileId } from '../ingest/next-file-id.ts';
import { readRows } from '../run-statement.ts';
import { sql } from '../statement.ts';
import { readRecipients } from './read-recipients.ts';

interface Facts {
  readonly id: number;
  readonly name: string;
  readonly type: string;
  readonly state: string;
  readonly sizeBytes: number | null;
  readonly sha256: string | null;
  readonly sender: string;
  readonly isInline: number;
  readonly hasCopies: number;
  readonly subject: string;
  readonly recipients: string | null;
  readonly mailbox: string;
}

const selectFacts = sql<{ ids: string }, Facts>(`
  SELECT f.id, f.name, f.type, f.state, f.size_bytes AS sizeBytes, f.sha256, f.sender, f.is_inline AS isInline,
    f.has_copies AS hasCopies, coalesce(m.subject, '') AS subject, m.recipients,
    coalesce(a.address, f.account) AS mailbox
  FROM json_each(:ids) AS candidate
  CROSS JOIN file AS f ON f.id = candidate.value
  JOIN message AS m ON m.id = f.message
  LEFT JOIN account AS a ON a.id = f.account
  ORDER BY candidate.key`);

/** Which of these files are what was asked for, in the same order. */
export function checkFiles(
  db: ReadDb,
  ids: readonly number[],
  wanted: readonly Wanted[],
  withInline: boolean,
): readonly number[] {
  return readRows(db, selectFacts, { ids: JSON.stringify(ids) })
    .filter((facts) => (withInline || facts.isInline === 0) && matchFile(searchable(facts), wanted))
    .map(({ id }) => id);
}

function searchable({ recipients, ...facts }: Facts): SearchableFile {
  return {
    ...facts,
    isInline: facts.isInline === 1,
    hasCopies: facts.hasCopies === 1,
    receivedAtMs: momentOfFileId(facts.id),
    // Read only where somebody asks for it: that is seldom, and there are many candidates.
    get recipients() {
      const { to, cc } = readRecipients(recipients);
      return [...to, ...cc];
    },
  };
}

import type { SearchableFile, Wanted } from '../../../core/files/search/file-search.ts';
import { matchFile } from '../../../core/files/search/match-file.ts';
import type { ReadDb } from '../connection.ts';
import { momentOfFileId } from '../ingest/next-file-id.ts';
import { readRows } from '../run-statement.ts';
import { sql } from '../statement.ts';
import type { Lead } from './choose-lead.ts';
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

const columns = `f.id, f.name, f.type, f.state, f.size_bytes AS sizeBytes, f.sender,
    iif(:withHash, f.sha256, NULL) AS sha256,
    f.is_inline AS isInline, f.has_copies AS hasCopies`;
const candidates = 'FROM json_each(:ids) AS candidate CROSS JOIN file AS f ON f.id = candidate.value';

/** Long texts that nobody asks for are not even read: there are many candidates. */
interface Asked {
  readonly ids: string;
  readonly withHash: number;
  readonly withRecipients: number;
}

const selectOwnFacts = sql<Asked, Facts>(`
  SELECT ${columns}, '' AS subject, NULL AS recipients, '' AS mailbox
  ${candidates} ORDER BY candidate.key`);
const selectAllFacts = sql<Asked, Facts>(`
  SELECT ${columns}, coalesce(m.subject, '') AS subject, iif(:withRecipients, m.recipients, NULL) AS recipients,
    coalesce(a.address, f.account) AS mailbox
  ${candidates}
  JOIN message AS m ON m.id = f.message
  LEFT JOIN account AS a ON a.id = f.account
  ORDER BY candidate.key`);

/** Texts of so many files are in memory at a time, so that they are gone again before anything counts them as staying. */
const BATCH = 50;

/** Which of a lead's candidates are what was asked for, in the same order. */
export function checkFiles(
  db: ReadDb,
  ids: readonly number[],
  { unproven, mayBeInline }: Pick<Lead, 'unproven' | 'mayBeInline'>,
): readonly number[] {
  const select = unproven.some(asksBeyondFile) ? selectAllFacts : selectOwnFacts;
  const asked = {
    withHash: unproven.some(({ condition }) => condition.kind === 'sha') ? 1 : 0,
    withRecipients: unproven.some(isAboutRecipients) ? 1 : 0,
  };
  const found: number[] = [];
  for (let start = 0; start < ids.length; start += BATCH) {
    for (const facts of readRows(db, select, { ...asked, ids: JSON.stringify(ids.slice(start, start + BATCH)) })) {
      if (mayBeInline && facts.isInline === 1) continue;
      if (matchFile(searchable(facts), unproven)) found.push(facts.id);
    }
  }
  return found;
}

/** Whether the row of the file alone does not tell. */
function asksBeyondFile({ condition }: Wanted): boolean {
  if (condition.kind === 'mailbox') return true;
  return condition.kind === 'words' && condition.field !== 'name' && condition.field !== 'sender';
}

function isAboutRecipients({ condition }: Wanted): boolean {
  return condition.kind === 'words' && condition.field === 'recipients';
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

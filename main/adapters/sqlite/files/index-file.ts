import { searchedRecipients } from '../../../core/files/search/match-file.ts';
import { nameWords, searchWords } from '../../../core/files/search/search-words.ts';
import type { WriteDb } from '../connection.ts';
import { readRow, write } from '../run-statement.ts';
import { sql } from '../statement.ts';
import { readRecipients } from './read-recipients.ts';

interface ById {
  readonly id: number;
}

interface Texts {
  readonly name: string;
  readonly isInline: number;
  readonly sender: string;
  readonly subject: string | null;
  readonly recipients: string | null;
}

const selectTexts = sql<ById, Texts>(`
  SELECT f.name, f.is_inline AS isInline, f.sender, m.subject, m.recipients
  FROM file f JOIN message m ON m.id = f.message WHERE f.id = :id`);

interface Words extends ById {
  readonly name: string;
  readonly subject: string;
  readonly sender: string;
}

const replaceShown = sql<Words>(`
  INSERT OR REPLACE INTO file_search (rowid, name, subject, sender) VALUES (:id, :name, :subject, :sender)`);
const replaceInline = sql<Words>(`
  INSERT OR REPLACE INTO inline_file_search (rowid, name, subject, sender) VALUES (:id, :name, :subject, :sender)`);
const replaceRecipients = sql<ById & { recipients: string }>(
  'INSERT OR REPLACE INTO file_recipient_search (rowid, recipients) VALUES (:id, :recipients)',
);

/**
 * Makes a file findable by its words as they are now. In the transaction that adds the file or changes its name, so that
 * no file is ever missed by a search. Doing it twice changes nothing.
 */
export function indexFile(db: WriteDb, id: number): void {
  const texts = readRow(db, selectTexts, { id });
  if (texts === null) return;
  const { to, cc } = readRecipients(texts.recipients);
  const recipients = join(searchWords(searchedRecipients([...to, ...cc])));
  const words = {
    id,
    name: join(nameWords(texts.name)),
    subject: join(searchWords(texts.subject ?? '')),
    sender: join(searchWords(texts.sender)),
  };
  write(db, texts.isInline === 1 ? replaceInline : replaceShown, words);
  write(db, replaceRecipients, { id, recipients });
}

function join(words: readonly string[]): string {
  return words.join(' ');
}

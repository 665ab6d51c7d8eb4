import type { ReadDb } from '../connection.ts';
import { readRow } from '../run-statement.ts';
import { sql, type Statement } from '../statement.ts';

/** The words that an index holds. */
export interface Vocabulary {
  /** Beginnings of at most so many letters are entries of the index themselves. */
  readonly longestPrefix: number;
  /** The words that begin like this; null when they are too many to be named one by one. */
  readonly completions: (beginning: string) => readonly string[] | null;
}

const MAX_COMPLETIONS = 32;
/** Behind every word that begins alike, and before the next: words are letters and digits. */
const LAST = '\u{10ffff}';
const NEXT = '\u0001';

type SelectWord = Statement<{ from: string; to: string }, { term: string }>;

const selectShownWord: SelectWord = sql('SELECT term FROM file_search_word WHERE term >= :from AND term < :to LIMIT 1');
const selectInlineWord: SelectWord = sql(
  'SELECT term FROM inline_file_search_word WHERE term >= :from AND term < :to LIMIT 1',
);
const selectRecipientWord: SelectWord = sql(
  'SELECT term FROM file_recipient_search_word WHERE term >= :from AND term < :to LIMIT 1',
);

export function fileVocabulary(db: ReadDb, withInline: boolean): Vocabulary {
  return vocabulary(db, withInline ? [selectShownWord, selectInlineWord] : [selectShownWord], 5);
}

export function recipientVocabulary(db: ReadDb): Vocabulary {
  return vocabulary(db, [selectRecipientWord], 3);
}

function vocabulary(db: ReadDb, selects: readonly SelectWord[], longestPrefix: number): Vocabulary {
  return {
    longestPrefix,
    completions(beginning) {
      const words = new Set(selects.flatMap((select) => listWords(db, select, beginning)));
      return words.size > MAX_COMPLETIONS ? null : [...words];
    },
  };
}

/** From one word to the next, by a seek each: a word may be in a million files. */
function listWords(db: ReadDb, select: SelectWord, beginning: string): readonly string[] {
  const words: string[] = [];
  let from = beginning;
  while (words.length <= MAX_COMPLETIONS) {
    const word = readRow(db, select, { from, to: beginning + LAST })?.term;
    if (word === undefined) break;
    words.push(word);
    from = word + NEXT;
  }
  return words;
}

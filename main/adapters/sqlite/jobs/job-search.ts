/** What a search asks for; both null: nothing was typed. */
export interface SearchParams {
  /** Words of subject, mailbox, error and title, as FTS5 asks for them. */
  readonly match: string | null;
  /** An id that somebody pasted: of a job, a message, a message to send, or a correlation id. */
  readonly pasted: string | null;
}

/** Ids are compared whole: by parts of them, much would be found by chance. */
export const foundByText = `
  SELECT rowid AS id FROM job_search WHERE job_search MATCH :match
  UNION SELECT id FROM job WHERE id = CAST(:pasted AS INTEGER) AND :pasted NOT GLOB '*[^0-9]*'
  UNION SELECT id FROM job WHERE correlation_id = :pasted
  UNION SELECT id FROM job WHERE kind = 'ingest.message' AND json_extract(payload, '$.messageId') = :pasted
  UNION SELECT id FROM job WHERE kind IN ('outbox.advance', 'outbox.discard-draft')
    AND json_extract(payload, '$.outboxId') = :pasted`;

const NO_WORD = '""';

/**
 * Letters and digits as FTS5's tokenizer knows them; marks are none of it, but for those that stand in one letter with
 * their base. Two of its words in one of ours would be a phrase, and an index without positions refuses those.
 */
const word = /[[\p{L}\p{N}\p{Co}]--[\u19b0-\u19c9\u1cf2\u1cf3]]+/gv;
const looseDiacritics = /[\u0300-\u036f]/g;

/** Every word has to be there, each as a beginning. Only letters and digits get into the question, so none is syntax. */
export function searchOf(text: string | undefined): SearchParams {
  const typed = text?.trim() ?? '';
  if (typed === '') return { match: null, pasted: null };
  if (/^#\d+$/.test(typed)) return { match: NO_WORD, pasted: typed.slice(1) };
  const words = typed.normalize('NFC').replaceAll(looseDiacritics, '').match(word) ?? [];
  const isOne = !/\s/.test(typed);
  return {
    match: words.length === 0 ? NO_WORD : words.map((one) => `"${one}"*`).join(' AND '),
    pasted: isOne ? typed : null,
  };
}

export function isSearched({ match, pasted }: SearchParams): boolean {
  return match !== null || pasted !== null;
}

/** Longer runs of letters go on as the next word; nobody searches by them. */
const run = /[\p{L}\p{N}]{1,64}/gu;
const plainRun = /[a-zA-Z0-9]{1,64}/g;
/** Written without spaces between words, so each character stands for itself. */
const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;
const unspacedOrRest =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]|[^\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]+/gu;
// oxlint-disable-next-line no-control-regex -- all of ASCII is meant
const plain = /^[\u0000-\u007f]*$/;
const partEdge = /(?<=\p{Ll})(?=\p{Lu})|(?<=\p{Lu})(?=\p{Lu}\p{Ll})|(?<=\p{L})(?=\p{N})|(?<=\p{N})(?=\p{L})/u;
/** What falls into more parts is a hash or a token, and its parts say nothing. */
const MAX_PARTS = 8;
/** Of one text. A subject of 255 characters has fewer. */
const MAX_WORDS = 200;

/**
 * The words of a text as search compares them: letters and digits, without case and accents. The one judge of what a
 * word is, for what is indexed, for what is typed and for what is compared afterwards.
 */
export function searchWords(text: string): readonly string[] {
  return runsOf(text).map(fold);
}

/** The same of a file's name, and what its words are made of: `InvoiceMay26` is found by may and by 26 too. */
export function nameWords(name: string): readonly string[] {
  return runsOf(name).flatMap((word) => {
    const parts = word.split(partEdge);
    const isMade = parts.length > 1 && parts.length <= MAX_PARTS;
    return [fold(word), ...(isMade ? parts.filter((part) => part.length > 1).map(fold) : [])];
  });
}

/** Only characters whose words are letters and digits as they stand. */
export function isPlain(text: string): boolean {
  return plain.test(text);
}

function runsOf(text: string): readonly string[] {
  if (isPlain(text)) return (text.match(plainRun) ?? []).slice(0, MAX_WORDS);
  const bare = text.normalize('NFKD').replaceAll(/\p{M}+/gu, '');
  const runs = bare.match(run) ?? [];
  return runs
    .flatMap((word) => (unspaced.test(word) ? (word.match(unspacedOrRest) ?? []) : [word]))
    .slice(0, MAX_WORDS);
}

/** Through upper case, which knows that ß is ss. */
function fold(word: string): string {
  return isPlain(word) ? word.toLowerCase() : word.toUpperCase().toLowerCase();
}

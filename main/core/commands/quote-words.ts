/** Words that no shell reads anything into. */
const plain = /^[A-Za-z0-9_\-=./:@,+]+$/;

/** One line for sh, bash, zsh and the like: inside single quotes nothing has a meaning. */
export function quoteForSh(words: readonly string[]): string {
  return words.map((word) => (plain.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`)).join(' ');
}

/**
 * One line for PowerShell 7.3 or later; earlier ones lose double quotes on the way to a program. It takes typographic
 * single quotes for quotes as well.
 */
export function quoteForPowershell(words: readonly string[]): string {
  return words
    .map((word) => (plainForPowershell.test(word) ? word : `'${word.replace(/['‘’‚‛]/g, '$&$&')}'`))
    .join(' ');
}

/** There a comma makes a list, an at sign may begin one, and a single dash begins a parameter that a dot or colon ends. */
const plainForPowershell = /^(?:--)?\w[\w\-=./:+]*$/;

/**
 * One line for the prompt of cmd; null where a word holds a line break, which nothing there can carry. Two readers take it
 * apart. cmd, twice where a .cmd file starts Mailroom: signs mean nothing between double quotes, so these stay in pairs;
 * but %NAME% counts there too, so each % stands outside behind a caret, and no name is whole. Then the C library of the
 * program: between double quotes two of them are one, and backslashes count only before a double quote.
 */
export function quoteForCmd(words: readonly string[]): string | null {
  if (words.some((word) => /[\r\n]/.test(word))) return null;
  return words.map((word) => (plain.test(word) ? word : `"${betweenQuotes(word)}"`)).join(' ');
}

function betweenQuotes(word: string): string {
  return word
    .replace(/\\+(?=["%]|$)/g, '$&$&')
    .replaceAll('"', '""')
    .replaceAll('%', '"^%"');
}

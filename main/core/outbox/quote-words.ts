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

/** There a comma makes a list, and an at sign may begin one. */
const plainForPowershell = /^[\w-][\w\-=./:+]*$/;

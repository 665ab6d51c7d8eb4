const quotes = `'‘’‚‛`;
/** What means something outside quotes, anywhere in a word or at its beginning. */
const special = /[\s`"$(){};,|&<>#@']/;

/** How PowerShell takes a line of bare words and single-quoted ones apart, as its tokenizer does. */
export function readByPowershell(line: string): readonly string[] {
  const found: string[] = [];
  let at = 0;
  while (at < line.length) {
    if (line.charAt(at) === ' ') {
      at += 1;
    } else if (quotes.includes(line.charAt(at))) {
      let word = '';
      for (at += 1; ; at += 1) {
        if (at >= line.length) throw new Error('a quote is left open');
        const isQuote = quotes.includes(line.charAt(at));
        if (isQuote && (at + 1 >= line.length || !quotes.includes(line.charAt(at + 1)))) break;
        if (isQuote) at += 1;
        word += line.charAt(at);
      }
      at += 1;
      if (at < line.length && line.charAt(at) !== ' ') throw new Error('two words run together');
      found.push(word);
    } else {
      const word = /^\S+/.exec(line.slice(at))?.[0] ?? '';
      if (special.test(word)) throw new Error(`${word} means something`);
      // -name.rest and -name:rest become two words; --% ends reading.
      if (/^-[^-]|^--%?$/.test(word)) throw new Error(`${word} is a parameter`);
      found.push(word);
      at += word.length;
    }
  }
  return found;
}

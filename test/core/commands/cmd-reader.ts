/**
 * How cmd and a program of Windows take a line apart, written from their published rules and knowing nothing of how it was
 * put together. `passes`: cmd reads it once, and again where a .cmd file hands its %* on.
 */
export function readByCmd(line: string, passes: number): readonly string[] {
  let left = expand(line);
  for (let pass = 0; pass < passes; pass += 1) left = unescape(left);
  return argumentsOf(left);
}

/** %NAME% of a variable that there is, in quotes or not; here every name that could be one is. What is none stays. */
function expand(line: string): string {
  return line.replace(/%([A-Za-z0-9_ ./\\()-]+)(:[^%]*)?%/g, 'EXPANDED');
}

function unescape(line: string): string {
  let out = '';
  let quoted = false;
  for (let at = 0; at < line.length; at += 1) {
    const sign = line.charAt(at);
    if (sign === '\n' || sign === '\r') throw new Error('the line ends here');
    if (!quoted && '&|<>()'.includes(sign)) throw new Error(`${sign} means something`);
    if (!quoted && sign === '^') {
      at += 1;
      out += line.charAt(at);
      continue;
    }
    if (sign === '"') quoted = !quoted;
    out += sign;
  }
  if (quoted) throw new Error('a quote is left open');
  return out;
}

/** The C library of Windows since 2008. */
function argumentsOf(line: string): readonly string[] {
  const found: string[] = [];
  let at = 0;
  while (at < line.length) {
    while (line.charAt(at) === ' ' || line.charAt(at) === '\t') at += 1;
    if (at >= line.length) break;
    let word = '';
    let quoted = false;
    for (; at < line.length; at += 1) {
      const slashes = /^\\*/.exec(line.slice(at))?.[0].length ?? 0;
      at += slashes;
      const sign = line.charAt(at);
      if (sign !== '"') {
        word += '\\'.repeat(slashes);
        if (sign === '' || (!quoted && (sign === ' ' || sign === '\t'))) break;
        word += sign;
        continue;
      }
      word += '\\'.repeat(Math.floor(slashes / 2));
      if (slashes % 2 === 1) word += '"';
      else if (quoted && line.charAt(at + 1) === '"') {
        word += '"';
        at += 1;
      } else quoted = !quoted;
    }
    found.push(word);
  }
  return found;
}

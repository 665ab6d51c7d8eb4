/**
 * The entries of a list as people paste it: from Outlook, a spreadsheet, a heading of a mail, a list with bullets.
 * Semicolons and line breaks always part entries, commas only where one is complete: `Doe, Jane <jane@…>, bob@…`.
 */
export function splitRecipients(list: string): readonly string[] {
  const text = tidy(list);
  const parts = splitOutsideQuotes(text) ?? text.split(/[;\n]/).flatMap((part) => part.split(','));
  return parts
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .flatMap((part) =>
      /^[^\s@<>()"]+@[^\s@<>()"]+(?:\s+[^\s@<>()"]+@[^\s@<>()"]+)+$/.test(part) ? part.split(/\s+/) : [part],
    );
}

/** Takes away what stands around addresses where they are copied from. */
export function tidy(list: string): string {
  return (
    list
      .replace(/[\u200b-\u200d\u2060\ufeff]/g, '')
      .replace(/[\u00a0\u2007\u202f ]+/g, ' ')
      .replace(/\r\n?/g, '\n')
      .split('\n')
      .map(joinCells)
      .join('\n')
      // An entry that was folded into two lines.
      .replace(/ ?\n ?(?=<[^<>\n]*>)/g, ' ')
      // A link with more recipients in it stays as it is, to be seen.
      .replace(
        /\b(?:mailto|smtp):([^\s@<>;,?[\]()]+@[^\s@<>;,?[\]()]+)(?:\?(?![^\s<>;]*\b(?:to|b?cc)=)[^\s<>;]*)?/gi,
        '$1',
      )
      .replace(/[[(]([^\s@[\]()<>;,"]+@[^\s@[\]()<>;,"]+)[\])]/g, '<$1>')
      .replace(/undisclosed[- ]recipients:\s*;?/gi, '')
      .replace(/^ ?(?:[-–•*·]|\d{1,3}[.)]) /gm, '')
      // A heading (`To:`) or the name of a group in front of its members.
      .replace(/(^|[;\n]) ?[^:;,<>@"\n]{1,60}:(?=[^;\n]*@)/g, '$1')
      // The end of a sentence.
      .replace(/(@[^\s@<>;,]{1,253}?)\.(?=$|[\s;,>])/gm, '$1')
  );
}

/** A row of a table: the name beside the address, wherever each stands. */
function joinCells(line: string): string {
  if (!line.includes('\t')) return line;
  const cells = line.split('\t').map((cell) => cell.trim());
  const addresses = cells.filter((cell) => cell.includes('@'));
  const [address] = addresses;
  if (address === undefined || addresses.length > 1 || /[<;,\s]/.test(address)) return cells.join('; ');
  const names = cells.filter((cell) => cell !== '' && cell !== address);
  return names.length === 0 ? address : `${JSON.stringify(names.join(' '))} <${address}>`;
}

/** Null when a quotation mark has no partner. */
function splitOutsideQuotes(text: string): string[] | null {
  const parts: string[] = [];
  let start = 0;
  let isQuoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at];
    if (isQuoted && sign === '\\') at += 1;
    else if (sign === '"') isQuoted = !isQuoted;
    else if (
      !isQuoted &&
      (sign === ';' || sign === '\n' || (sign === ',' && isComplete(text.slice(Math.max(start, at - LONGEST), at))))
    ) {
      parts.push(text.slice(start, at));
      start = at + 1;
    }
  }
  return isQuoted ? null : [...parts, text.slice(start)];
}

/** No entry that ends in a bare address is longer. */
const LONGEST = 400;

/** A name may have commas in it, an address ends where it ends. */
function isComplete(entry: string): boolean {
  return /(?:^\s*|>\s*|^\s*[^\s<>"]+@[^\s<>"]+\s*)$/.test(entry);
}

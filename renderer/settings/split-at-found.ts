export interface TextPart {
  readonly text: string;
  readonly isFound: boolean;
}

/** More marks than anybody goes through would only make typing slow. */
const mostFound = 500;

/** The text in parts, those that are sought apart; put together they are the text. */
export function splitAtFound(text: string, sought: string): readonly TextPart[] {
  if (sought === '') return [{ text, isFound: false }];
  const pattern = new RegExp(sought.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`), 'giu');
  const parts: TextPart[] = [];
  let from = 0;
  for (const { 0: found, index } of text.matchAll(pattern)) {
    parts.push({ text: text.slice(from, index), isFound: false }, { text: found, isFound: true });
    from = index + found.length;
    if (parts.length >= 2 * mostFound) break;
  }
  return [...parts, { text: text.slice(from), isFound: false }];
}

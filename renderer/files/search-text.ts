import { searchOperators } from './search-operators.ts';

export interface SearchPart {
  readonly text: string;
  /** An operator with its value, shown as a token. */
  readonly isToken: boolean;
}

const names = searchOperators.map(({ name }) => name).join('|');
const token = new RegExp(`(?<=^|\\s)-?(?:${names}):(?:"[^"]*"?|[^\\s"]+)`, 'giu');

/** What was typed, cut where tokens begin and end; together the parts are the text. */
export function splitSearch(text: string): readonly SearchPart[] {
  const parts: SearchPart[] = [];
  let end = 0;
  for (const { 0: found, index } of text.matchAll(token)) {
    if (index > end) parts.push({ text: text.slice(end, index), isToken: false });
    parts.push({ text: found, isToken: true });
    end = index + found.length;
  }
  if (end < text.length) parts.push({ text: text.slice(end), isToken: false });
  return parts;
}

export interface SearchSuggestion {
  /** The whole text with the suggestion in it, and where the caret goes. */
  readonly text: string;
  readonly caret: number;
  readonly words: string;
  readonly about: string;
}

const mostSuggested = 8;

/**
 * How the word at the caret may go on: operators that begin like it, or values of its operator. With no word there, every
 * operator, but only for somebody who asks.
 */
export function suggestSearch(
  text: string,
  caret: number,
  mailboxes: readonly string[],
  isAsked: boolean,
): readonly SearchSuggestion[] {
  const [start, end] = wordAround(text, caret);
  const word = text.slice(start, end);
  if (word === '' && !isAsked) return [];
  const sign = word.startsWith('-') ? '-' : '';
  const bare = word.slice(sign.length).toLowerCase();
  const put = (written: string, goesOn: boolean): { readonly text: string; readonly caret: number } => {
    const rest = text.slice(end).trimStart();
    const own = text.slice(0, start) + sign + written + (goesOn ? '' : ' ');
    return { text: own + (rest === '' || !goesOn ? rest : ` ${rest}`), caret: own.length };
  };
  const colon = bare.indexOf(':');
  if (colon === -1) {
    const found = searchOperators.filter(({ name }) => name.startsWith(bare));
    return found
      .slice(0, bare === '' ? undefined : mostSuggested)
      .map(({ name, about }) => ({ ...put(`${name}:`, true), words: `${name}:`, about }));
  }
  const operator = searchOperators.find(({ name }) => name === bare.slice(0, colon));
  const value = bare.slice(colon + 1);
  const values = operator?.name === 'mailbox' ? mailboxes : (operator?.values ?? []);
  const found = values.filter((one) => one.toLowerCase().startsWith(value) && one.toLowerCase() !== value);
  return found.slice(0, mostSuggested * 2).map((one) => {
    const words = `${operator?.name ?? ''}:${one}`;
    return { ...put(words, false), words, about: '' };
  });
}

/** From one space to the next; a quoted value belongs together. */
function wordAround(text: string, caret: number): readonly [start: number, end: number] {
  for (const { 0: found, index } of text.matchAll(/\S*"[^"]*"?|\S+/gu)) {
    if (index <= caret && caret <= index + found.length) return [index, index + found.length];
  }
  return [caret, caret];
}

import type { Condition, SearchableFile, Wanted, WordField } from './file-search.ts';
import { isPlain, nameWords, searchWords } from './search-words.ts';

/** Recipients beyond these are not searched, so that one mail to a whole company does not fill the index. */
const MAX_RECIPIENTS = 50;

/** Whether a file is what was asked for. The index only proposes; this decides wherever the index alone does not prove it. */
export function matchFile(file: SearchableFile, wanted: readonly Wanted[]): boolean {
  return wanted.every(({ condition, isNegated }) => holds(file, condition) !== isNegated);
}

function holds(file: SearchableFile, condition: Condition): boolean {
  switch (condition.kind) {
    case 'words':
      return condition.isPhrase ? holdsPhrase(file, condition) : holdsWords(file, condition);
    case 'type':
      return (condition.anyOf as readonly string[]).includes(file.type);
    case 'state':
      return (condition.anyOf as readonly string[]).includes(file.state);
    case 'extension':
      return condition.anyOf.includes(extensionOf(file.name));
    case 'mailbox':
      return file.mailbox.toLowerCase().includes(condition.text);
    case 'larger':
      return file.sizeBytes !== null && file.sizeBytes > condition.sizeBytes;
    case 'smaller':
      return file.sizeBytes !== null && file.sizeBytes < condition.sizeBytes;
    case 'since':
      return file.receivedAtMs >= condition.atMs;
    case 'before':
      return file.receivedAtMs < condition.atMs;
    case 'sha':
      return file.sha256 !== null && file.sha256.startsWith(condition.prefix);
    case 'hasCopies':
      return file.hasCopies;
    case 'isInline':
      return file.isInline;
  }
}

type Words = Extract<Condition, { kind: 'words' }>;

/** The recipients that are searched, as one text. */
export function searchedRecipients(recipients: readonly string[]): string {
  return recipients.slice(0, MAX_RECIPIENTS).join(' ');
}

function holdsWords(file: SearchableFile, { field, words }: Words): boolean {
  const fields = fieldsOf(field);
  return words.every((word, index) => {
    const isLast = index === words.length - 1;
    return fields.some((name) => holdsWord(file, name, word, isLast));
  });
}

function holdsWord(file: SearchableFile, field: Field, word: string, asBeginning: boolean): boolean {
  if (!mayHold(textOf(file, field), word)) return false;
  const there = indexedWords(file, field);
  return asBeginning ? there.some((other) => other.startsWith(word)) : there.includes(word);
}

function holdsPhrase(file: SearchableFile, { field, words }: Words): boolean {
  const [only = ''] = words;
  return fieldsOf(field).some((name) => {
    if (words.length === 1) return holdsWord(file, name, only, false);
    const text = textOf(file, name);
    if (!words.every((word) => mayHold(text, word))) return false;
    const there = searchWords(text);
    return there.some((_, start) => words.every((word, index) => there[start + index] === word));
  });
}

/** Most texts are plain and do not hold the word at all: then they need not be split. */
function mayHold(text: string, word: string): boolean {
  return !isPlain(text) || text.toLowerCase().includes(word);
}

type Field = Exclude<WordField, 'any'>;

function fieldsOf(field: WordField): readonly Field[] {
  return field === 'any' ? ['name', 'subject', 'sender'] : [field];
}

function indexedWords(file: SearchableFile, field: Field): readonly string[] {
  return field === 'name' ? nameWords(file.name) : searchWords(textOf(file, field));
}

function textOf(file: SearchableFile, field: Field): string {
  return field === 'recipients' ? searchedRecipients(file.recipients) : file[field];
}

function extensionOf(name: string): string {
  const dot = name.lastIndexOf('.');
  return dot === -1
    ? ''
    : name
        .slice(dot + 1)
        .trim()
        .toLowerCase();
}

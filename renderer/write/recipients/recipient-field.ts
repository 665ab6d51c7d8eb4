import type { RecipientToken } from '../../../contract/recipients.ts';

/** A recipient that was accepted. `key` stays the same while the token lives. */
export interface FieldToken extends RecipientToken {
  readonly key: string;
}

/** Something that will not become a token, and why. Its text stays in the input, where it can be corrected. */
export interface Refusal {
  readonly text: string;
  readonly reason: string;
}

/** What was done beyond what was typed, and how to take it back. */
export interface FieldNote {
  readonly text: string;
  readonly undo: FieldUndo | null;
}
export type FieldUndo =
  | { readonly kind: 'collapse'; readonly group: FieldToken; readonly members: ReadonlySet<string> }
  | { readonly kind: 'restore'; readonly address: string };

export interface RecipientField {
  readonly tokens: readonly FieldToken[];
  readonly input: string;
  /** What was handed over to be read and is not back yet. It is saved and sent like the rest. */
  readonly reading: readonly string[];
  readonly refusals: readonly Refusal[];
  readonly note: FieldNote | null;
}

/** Who is named in other fields: the key of the token, and the label of its field. */
export type Elsewhere = ReadonlyMap<string, string>;

export type RecipientFieldChange =
  | { readonly kind: 'typed'; readonly input: string }
  | { readonly kind: 'handedOver'; readonly text: string }
  | {
      readonly kind: 'read';
      readonly text: string;
      readonly recipients: readonly RecipientToken[];
      /** Null for what was saved before: it is shown as it is. */
      readonly elsewhere: Elsewhere | null;
    }
  | { readonly kind: 'notRead'; readonly text: string }
  | { readonly kind: 'chosen'; readonly token: RecipientToken; readonly elsewhere: Elsewhere }
  | {
      readonly kind: 'expanded';
      readonly key: string;
      readonly members: readonly RecipientToken[];
      /** What the directory calls the group. */
      readonly name: string;
      readonly withoutAddress: number;
      readonly elsewhere: Elsewhere;
    }
  | { readonly kind: 'collapsed'; readonly group: FieldToken; readonly members: ReadonlySet<string> }
  | { readonly kind: 'noted'; readonly note: FieldNote | null }
  | { readonly kind: 'removed'; readonly keys: ReadonlySet<string> }
  | { readonly kind: 'opened'; readonly key: string };

export const emptyRecipientField: RecipientField = { tokens: [], input: '', reading: [], refusals: [], note: null };

export function changeRecipientField(field: RecipientField, change: RecipientFieldChange): RecipientField {
  switch (change.kind) {
    case 'typed':
      return { ...field, input: change.input, refusals: [], note: lastingNote(field) };
    case 'handedOver':
      return { ...field, input: '', refusals: [], note: lastingNote(field), reading: [...field.reading, change.text] };
    case 'read': {
      const { text, recipients, elsewhere } = change;
      return acceptRecipients({ ...field, reading: without(field.reading, text) }, recipients, elsewhere);
    }
    case 'notRead':
      return { ...putBack(field, [change.text]), reading: without(field.reading, change.text) };
    case 'chosen': {
      const cut = field.input.lastIndexOf(';') + 1;
      const before = { ...field, input: field.input.slice(0, cut).trim(), refusals: [], note: null };
      return acceptRecipients(before, [change.token], change.elsewhere);
    }
    case 'expanded':
      return expandToken(field, change);
    case 'collapsed': {
      const tokens = field.tokens.filter(({ key }) => !change.members.has(key) && key !== change.group.key);
      return { ...field, tokens: [...tokens, change.group], note: null };
    }
    case 'noted':
      return { ...field, note: change.note };
    case 'removed':
      return { ...field, tokens: field.tokens.filter(({ key }) => !change.keys.has(key)), note: null };
    case 'opened': {
      const opened = field.tokens.find(({ key }) => key === change.key);
      if (opened === undefined) return field;
      const tokens = field.tokens.filter((token) => token !== opened);
      return { ...putBack(field, [opened.text]), tokens };
    }
  }
}

/** What the message keeps of the field: every token, and what is not read or not readable, as it was typed. */
export function textsOf(field: RecipientField): string[] {
  return [...field.tokens.map(({ text }) => text), ...field.reading, field.input].filter((text) => text.trim() !== '');
}

/** Whether the last character says that a recipient is complete. A comma alone does not: `Doe, Jane <jane@…>`. */
export function endsRecipient(input: string): boolean {
  return /[;\n]\s*$/.test(input) || /^[^<"]*@[^\s<"]+\.[^\s<"]+,\s*$/.test(input);
}

/** What names a recipient: the address without case. */
export function keyOf({ address, text }: Pick<RecipientToken, 'address' | 'text'>): string {
  return (address ?? text).toLowerCase();
}

function acceptRecipients(
  field: RecipientField,
  read: readonly RecipientToken[],
  elsewhere: Elsewhere | null,
): RecipientField {
  const tokens = [...field.tokens];
  const here = new Set(tokens.map(({ key }) => key));
  const refused: Refusal[] = [];
  const repeats: string[] = [];
  for (const recipient of read) {
    if (recipient.kind === 'blocked' || recipient.kind === 'unreadable') {
      refused.push({
        text: recipient.text,
        reason: recipient.reason ?? `“${recipient.text}” is not an e-mail address.`,
      });
      continue;
    }
    const key = keyOf(recipient);
    const where = here.has(key) ? 'here' : elsewhere?.get(key);
    if (where !== undefined) repeats.push(where === 'here' ? key : `${key} (${where})`);
    else tokens.push({ ...recipient, key });
    here.add(key);
  }
  const kept = putBack(
    field,
    refused.map(({ text }) => text),
  );
  const note = elsewhere === null || repeats.length === 0 ? field.note : { text: repeatWords(repeats), undo: null };
  return { ...kept, tokens, refusals: [...field.refusals, ...refused], note };
}

/** The members stand where the group stood. Who is not allowed, or named already, is said instead of added. */
function expandToken(
  field: RecipientField,
  change: Extract<RecipientFieldChange, { kind: 'expanded' }>,
): RecipientField {
  const { key, members, elsewhere } = change;
  const at = field.tokens.findIndex((token) => token.key === key);
  const group = field.tokens[at];
  if (group === undefined) return field;
  const others = new Set(field.tokens.filter((token) => token !== group).map((token) => token.key));
  const allowed = members.filter(({ kind }) => kind !== 'blocked' && kind !== 'unreadable');
  const added = allowed
    .map((member): FieldToken => ({ ...member, key: keyOf(member) }))
    .filter((member) => !others.has(member.key) && !elsewhere.has(member.key));
  const left = [
    ...(change.withoutAddress === 0 ? [] : [`${String(change.withoutAddress)} without an address`]),
    ...(added.length < allowed.length ? [`${String(allowed.length - added.length)} named already`] : []),
    ...(allowed.length < members.length ? [`${String(members.length - allowed.length)} not allowed`] : []),
  ];
  const words = `${change.name} is replaced by its members, ${String(added.length)} of them.`;
  const note = {
    text: left.length === 0 ? words : `${words} Left out: ${left.join(', ')}.`,
    undo: { kind: 'collapse', group, members: new Set(added.map((member) => member.key)) },
  } as const;
  return { ...field, tokens: field.tokens.toSpliced(at, 1, ...added), note };
}

/** A way back is not taken away by typing on. */
function lastingNote({ note }: RecipientField): FieldNote | null {
  return note === null || note.undo === null ? null : note;
}

/** Puts texts in front of what is being typed, which may have gone on meanwhile. */
function putBack(field: RecipientField, texts: readonly string[]): RecipientField {
  if (texts.length === 0) return field;
  return { ...field, input: [...texts, field.input].filter((text) => text.trim() !== '').join('; ') };
}

const NAMED = 3;

function repeatWords(repeats: readonly string[]): string {
  const named = repeats.slice(0, NAMED).join(', ');
  const more = repeats.length > NAMED ? ` and ${String(repeats.length - NAMED)} more` : '';
  return `Named already, so not added again: ${named}${more}.`;
}

function without(texts: readonly string[], text: string): readonly string[] {
  const index = texts.indexOf(text);
  return index === -1 ? texts : texts.toSpliced(index, 1);
}

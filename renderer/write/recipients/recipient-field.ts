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

export interface RecipientField {
  readonly tokens: readonly FieldToken[];
  readonly input: string;
  /** What was handed over to be read and is not back yet. It is saved and sent like the rest. */
  readonly reading: readonly string[];
  readonly refusals: readonly Refusal[];
}

export type RecipientFieldChange =
  | { readonly kind: 'typed'; readonly input: string }
  | { readonly kind: 'handedOver'; readonly text: string }
  | { readonly kind: 'read'; readonly text: string; readonly recipients: readonly RecipientToken[] }
  | { readonly kind: 'notRead'; readonly text: string }
  | { readonly kind: 'removed'; readonly keys: ReadonlySet<string> }
  | { readonly kind: 'opened'; readonly key: string };

export const emptyRecipientField: RecipientField = { tokens: [], input: '', reading: [], refusals: [] };

export function changeRecipientField(field: RecipientField, change: RecipientFieldChange): RecipientField {
  switch (change.kind) {
    case 'typed':
      return { ...field, input: change.input, refusals: [] };
    case 'handedOver':
      return { ...field, input: '', refusals: [], reading: [...field.reading, change.text] };
    case 'read':
      return acceptRecipients({ ...field, reading: without(field.reading, change.text) }, change.recipients);
    case 'notRead':
      return { ...putBack(field, [change.text]), reading: without(field.reading, change.text) };
    case 'removed':
      return { ...field, tokens: field.tokens.filter(({ key }) => !change.keys.has(key)) };
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

function acceptRecipients(field: RecipientField, read: readonly RecipientToken[]): RecipientField {
  const tokens = [...field.tokens];
  const keys = new Set(tokens.map(({ key }) => key));
  const refused: Refusal[] = [];
  for (const recipient of read) {
    if (recipient.kind === 'blocked' || recipient.kind === 'unreadable') {
      refused.push({
        text: recipient.text,
        reason: recipient.reason ?? `“${recipient.text}” is not an e-mail address.`,
      });
      continue;
    }
    const key = (recipient.address ?? recipient.text).toLowerCase();
    if (keys.has(key)) continue;
    keys.add(key);
    tokens.push({ ...recipient, key });
  }
  const kept = putBack(
    field,
    refused.map(({ text }) => text),
  );
  return { ...kept, tokens, refusals: [...field.refusals, ...refused] };
}

/** Puts texts in front of what is being typed, which may have gone on meanwhile. */
function putBack(field: RecipientField, texts: readonly string[]): RecipientField {
  if (texts.length === 0) return field;
  return { ...field, input: [...texts, field.input].filter((text) => text.trim() !== '').join('; ') };
}

function without(texts: readonly string[], text: string): readonly string[] {
  const index = texts.indexOf(text);
  return index === -1 ? texts : texts.toSpliced(index, 1);
}

import { describe, expect, it } from 'vitest';
import type { RecipientToken } from '../../../contract/recipients.ts';
import {
  changeRecipientField,
  emptyRecipientField,
  endsRecipient,
  textsOf,
  type RecipientFieldChange,
} from '../../../renderer/write/recipients/recipient-field.ts';

const ana: RecipientToken = {
  text: 'Finance desk <finance@contoso.example>',
  name: 'Finance desk',
  address: 'finance@contoso.example',
  kind: 'internal',
  reason: null,
  rule: null,
  isNewDomain: false,
};
const outside: RecipientToken = {
  text: 'bids@partner.example',
  name: null,
  address: 'bids@partner.example',
  kind: 'outside',
  reason: null,
  rule: null,
  isNewDomain: false,
};
const blocked: RecipientToken = { ...outside, kind: 'blocked', reason: 'partner.example is outside.' };
const unreadable: RecipientToken = {
  text: 'nobody at all',
  name: null,
  address: null,
  kind: 'unreadable',
  reason: null,
  rule: null,
  isNewDomain: false,
};

function after(...changes: readonly RecipientFieldChange[]) {
  return changes.reduce(changeRecipientField, emptyRecipientField);
}

describe('the recipient field', () => {
  it('C3: turns a pasted list into tokens and empties the input', () => {
    const field = after(
      { kind: 'typed', input: 'a; b' },
      { kind: 'handedOver', text: 'a; b' },
      { kind: 'read', text: 'a; b', recipients: [ana, outside], elsewhere: null },
    );
    expect(field).toMatchObject({ input: '', reading: [], refusals: [] });
    expect(field.tokens.map(({ key }) => key)).toEqual(['finance@contoso.example', 'bids@partner.example']);
  });

  it('C5: keeps a blocked address in the input with its reason and takes the others', () => {
    const field = after(
      { kind: 'handedOver', text: 'both' },
      { kind: 'read', text: 'both', recipients: [blocked, ana, unreadable], elsewhere: null },
    );
    expect(field.tokens.map(({ address }) => address)).toEqual(['finance@contoso.example']);
    expect(field.input).toBe('bids@partner.example; nobody at all');
    expect(field.refusals).toEqual([
      { text: 'bids@partner.example', reason: 'partner.example is outside.' },
      { text: 'nobody at all', reason: '“nobody at all” is not an e-mail address.' },
    ]);
  });

  it('forgets the reasons as soon as the text is corrected', () => {
    const field = after(
      { kind: 'handedOver', text: 'x' },
      { kind: 'read', text: 'x', recipients: [unreadable], elsewhere: null },
      { kind: 'typed', input: 'nobody@contoso.example' },
    );
    expect(field.refusals).toEqual([]);
  });

  it('takes an address once, however it is written', () => {
    const again = { ...ana, address: 'FINANCE@contoso.example' };
    const field = after(
      { kind: 'handedOver', text: '1' },
      { kind: 'read', text: '1', recipients: [ana, again], elsewhere: null },
      { kind: 'handedOver', text: '2' },
      { kind: 'read', text: '2', recipients: [again], elsewhere: null },
    );
    expect(field.tokens).toHaveLength(1);
  });

  it('puts a text back in front of what was typed meanwhile when it could not be read', () => {
    const field = after(
      { kind: 'handedOver', text: 'first' },
      { kind: 'typed', input: 'sec' },
      { kind: 'notRead', text: 'first' },
    );
    expect(field).toMatchObject({ input: 'first; sec', reading: [] });
  });

  it('keeps tokens, unread and half-typed text for saving, in that order', () => {
    const field = after(
      { kind: 'handedOver', text: '1' },
      { kind: 'read', text: '1', recipients: [ana], elsewhere: null },
      { kind: 'handedOver', text: 'unread@contoso.example' },
      { kind: 'typed', input: 'half@' },
    );
    expect(textsOf(field)).toEqual(['Finance desk <finance@contoso.example>', 'unread@contoso.example', 'half@']);
  });

  it('removes tokens and opens one for editing', () => {
    const field = after(
      { kind: 'handedOver', text: '1' },
      { kind: 'read', text: '1', recipients: [ana, outside], elsewhere: null },
    );
    const removed = changeRecipientField(field, { kind: 'removed', keys: new Set(['finance@contoso.example']) });
    expect(removed.tokens.map(({ text }) => text)).toEqual(['bids@partner.example']);
    const opened = changeRecipientField(field, { kind: 'opened', key: 'finance@contoso.example' });
    expect(opened.tokens.map(({ text }) => text)).toEqual(['bids@partner.example']);
    expect(opened.input).toBe('Finance desk <finance@contoso.example>');
  });

  it.each([
    ['bob@contoso.example;', true],
    ['Doe, Jane <jane@contoso.example>;', true],
    ['bob@contoso.example,', true],
    ['bob@contoso.example, ', true],
    ['Doe,', false],
    ['Doe, Jane <jane@contoso.example>,', false],
    ['bob@contoso.example', false],
    ['bob@contoso,', false],
  ])('%j ends a recipient: %s', (input, ends) => {
    expect(endsRecipient(input)).toBe(ends);
  });
});

describe('recipients that are named already', () => {
  it('C3: are not added again, in this field or another, and that is said', () => {
    const elsewhere = new Map([['bids@partner.example', 'Cc']]);
    const field = after(
      { kind: 'read', text: '', recipients: [ana], elsewhere: new Map() },
      { kind: 'read', text: '', recipients: [{ ...ana, address: 'Finance@contoso.example' }, outside], elsewhere },
    );
    expect(field.tokens.map(({ key }) => key)).toEqual(['finance@contoso.example']);
    expect(field.note).toEqual({
      text: 'Named already, so not added again: finance@contoso.example, bids@partner.example (Cc).',
      undo: null,
    });
    expect(changeRecipientField(field, { kind: 'typed', input: 'x' }).note).toBeNull();
  });

  it('C3: are shown as they were saved', () => {
    const saved = after({ kind: 'read', text: '', recipients: [ana, outside], elsewhere: null });
    expect([saved.tokens.length, saved.note]).toEqual([2, null]);
  });
});

describe('a suggestion', () => {
  it('C4: takes the place of what is typed, and leaves what was refused before', () => {
    const field = after({ kind: 'typed', input: 'nobody; fin' }, { kind: 'chosen', token: ana, elsewhere: new Map() });
    expect([field.input, field.tokens.map(({ key }) => key)]).toEqual(['nobody;', ['finance@contoso.example']]);
  });
});

describe('a group', () => {
  const group: RecipientToken = { ...ana, text: 'team@contoso.example', name: null, address: 'team@contoso.example' };
  const expanded = {
    kind: 'expanded',
    key: 'team@contoso.example',
    name: 'Team',
    members: [ana, outside, blocked, { ...ana, address: 'legal@contoso.example' }],
    withoutAddress: 2,
    elsewhere: new Map([['legal@contoso.example', 'Bcc']]),
  } as const;

  it('becomes its members where it stood, says whom it left out, and can be put back', () => {
    const before = after({
      kind: 'read',
      text: '',
      recipients: [group, { ...ana, address: 'last@x.example' }],
      elsewhere: null,
    });
    const field = changeRecipientField(before, expanded);
    expect(field.tokens.map(({ key }) => key)).toEqual([
      'finance@contoso.example',
      'bids@partner.example',
      'last@x.example',
    ]);
    expect(field.note?.text).toBe(
      'Team is replaced by its members, 2 of them. Left out: 2 without an address, 1 named already, 1 not allowed.',
    );
    expect(changeRecipientField(field, { kind: 'typed', input: 'x' }).note).toEqual(field.note);
    const undo = field.note?.undo;
    if (undo?.kind !== 'collapse') throw new Error('there is no way back');
    const back = changeRecipientField(field, { ...undo, kind: 'collapsed' });
    expect(back.tokens.map(({ key }) => key)).toEqual(['last@x.example', 'team@contoso.example']);
    expect(back.note).toBeNull();
  });

  it('that was removed meanwhile changes nothing', () => {
    const field = after({ kind: 'read', text: '', recipients: [ana], elsewhere: null });
    expect(changeRecipientField(field, expanded)).toBe(field);
  });
});

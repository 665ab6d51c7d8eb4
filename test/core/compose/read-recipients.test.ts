import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readRecipients } from '../../../main/core/compose/read-recipients.ts';

function read(...lists: string[]): string[] | string {
  const result = readRecipients(lists);
  if (!result.ok) return `unreadable: ${result.unreadable}`;
  return result.recipients.map(({ name, address }) => (name === null ? address : `${name} <${address}>`));
}

describe('MP2: readRecipients', () => {
  it.each([
    ['a plain address', 'a@example.com', ['a@example.com']],
    ['commas', 'a@example.com, b@example.com', ['a@example.com', 'b@example.com']],
    ['spaces between whole addresses', 'a@example.com b@example.com', ['a@example.com', 'b@example.com']],
    ['semicolons', 'a@example.com; b@example.com;', ['a@example.com', 'b@example.com']],
    ['line breaks of a pasted list', 'a@example.com,\n b@example.com', ['a@example.com', 'b@example.com']],
    ['a name', 'Sandbox Finance <a@example.com>', ['Sandbox Finance <a@example.com>']],
    ['a quoted name', '"Finance, Sandbox" <a@example.com>', ['Finance, Sandbox <a@example.com>']],
    [
      'a name with a comma, as Outlook writes it',
      'Finance, Sandbox <a@example.com>',
      ['Finance, Sandbox <a@example.com>'],
    ],
    [
      'two of those',
      'Finance, Sandbox <a@example.com>; Legal, Sandbox <b@example.com>',
      ['Finance, Sandbox <a@example.com>', 'Legal, Sandbox <b@example.com>'],
    ],
    ['a group', 'Board: a@example.com, Legal <b@example.com>;', ['a@example.com', 'Legal <b@example.com>']],
    ['a name beyond ASCII', 'Büro Ångström <a@example.com>', ['Büro Ångström <a@example.com>']],
    ['a domain beyond ASCII', 'a@büro.example', ['a@büro.example']],
    ['a local part beyond ASCII', 'børge@example.com', ['børge@example.com']],
    ['odd but legal signs', "o'neil+files/2026@sub.example.com", ["o'neil+files/2026@sub.example.com"]],
  ])('reads %s', (_name, list, expected) => {
    expect(read(list)).toEqual(expected);
  });

  it('keeps the first of repeats, whatever their case', () => {
    expect(read('A <a@example.com>', 'a@EXAMPLE.com', 'b@example.com')).toEqual(['A <a@example.com>', 'b@example.com']);
  });

  it('takes nothing for nothing', () => {
    expect(read()).toEqual([]);
    expect(read('', '  ', ';;')).toEqual([]);
  });

  it.each([
    'no-at-sign',
    '@example.com',
    'a@',
    'a@localhost',
    'a@example..com',
    'a@-example.com',
    'a b@example.com',
    'Name <a@example.com',
    'a@example.com\u0000',
    'a@[127.0.0.1]',
    `${'a'.repeat(65)}@example.com`,
    'a@example.com, broken',
  ])('refuses %j whole, so that nobody is left out in silence', (list) => {
    expect(read(list)).toMatch(/^unreadable: /);
  });

  it('never throws, and never lets an address through that has a space, a bracket or a line break', () => {
    const part = fc.oneof(
      fc.constantFrom('a@example.com', 'Doe, Jane <', '>', ',', ';', ':', '"', '(', ')', '\\', '\r\n', ' ', '@'),
      fc.string({ unit: 'grapheme' }),
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 8 }), (parts) => {
        const result = readRecipients([parts.join('')]);
        if (!result.ok) return;
        for (const { address } of result.recipients)
          expect(address).toMatch(/^[^\s<>,;:"()[\]\\]+@[^\s<>,;:"()[\]\\@]+$/);
      }),
      { numRuns: 300 },
    );
  });
});

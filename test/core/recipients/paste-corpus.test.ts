import { describe, expect, it } from 'vitest';
import { readList } from '../../../main/core/compose/read-recipients.ts';
import { nameOnce, noteRepeats } from '../../../main/core/recipients/name-once.ts';

/** What comes out of each paste: names and addresses, and after ✗ what is no address. */
function read(pasted: string): string[] {
  return readList(pasted).map((entry) => {
    if (typeof entry === 'string') return `✗ ${entry}`;
    return entry.name === null ? entry.address : `${entry.name} <${entry.address}>`;
  });
}

const jane = 'Doe, Jane <j@x.example>';
const bob = 'Smith, Bob <b@y.example>';
const plain = ['j@x.example', 'b@y.example'];

const corpus: Readonly<Record<string, readonly (readonly [pasted: string, read: readonly string[]])[]>> = {
  'Outlook, its names with commas': [
    [`${jane}; ${bob}`, [jane, bob]],
    [`${jane};${bob};`, [jane, bob]],
    [`${jane}, ${bob}`, [jane, bob]],
    [`"Doe, Jane" <j@x.example>, "Smith, Bob" <b@y.example>`, [jane, bob]],
    [`'Doe, Jane' <j@x.example>; “Smith, Bob” <b@y.example>`, [jane, bob]],
    [`Doe, Jane\n <j@x.example>;\n Smith, Bob\n <b@y.example>`, [jane, bob]],
    [`j@x.example, ${bob}`, ['j@x.example', bob]],
    [
      'Doe, Jane (Legal) <j@x.example>; Smith, Bob [External] <b@y.example>',
      ['Doe, Jane (Legal) <j@x.example>', 'Smith, Bob [External] <b@y.example>'],
    ],
    ['Jane Doe/DE/SANDBOX <j@x.example>', ['Jane Doe/DE/SANDBOX <j@x.example>']],
    ['"Jane ""JD"" Doe" <j@x.example>; b@y.example', ['Jane ""JD"" Doe <j@x.example>', 'b@y.example']],
    ['"Jane \\"JD\\" Doe" <j@x.example>', ['Jane "JD" Doe <j@x.example>']],
    ['"Doe; Jane" <j@x.example>; b@y.example', ['Doe; Jane <j@x.example>', 'b@y.example']],
    ['j@x.example <j@x.example>; "b@y.example" <b@y.example>', plain],
  ],
  'lines, tables and lists with bullets': [
    ['j@x.example\r\nb@y.example\n\n', plain],
    ['j@x.example b@y.example', plain],
    ['Jane Doe\tj@x.example\tLegal\nBob\tb@y.example', ['Jane Doe Legal <j@x.example>', 'Bob <b@y.example>']],
    ['j@x.example\tb@y.example', plain],
    ['• j@x.example\n• b@y.example', plain],
    ['1. j@x.example\n2) b@y.example', plain],
    ['\u00a0j@x.example;\u200bb@y.example\ufeff', plain],
    ['Please ask j@x.example.', ['✗ Please ask j@x.example']],
    ['j@x.example.', ['j@x.example']],
  ],
  'links and headings': [
    ['mailto:j@x.example; <mailto:b@y.example>', plain],
    ['mailto:j@x.example?subject=Plans', ['j@x.example']],
    ['mailto:j@x.example?cc=b@y.example', ['✗ j@x.example?cc=b@y.example']],
    ['Jane Doe [mailto:j@x.example]', ['Jane Doe <j@x.example>']],
    ['Jane Doe (j@x.example)', ['Jane Doe <j@x.example>']],
    ['To: j@x.example; Cc: b@y.example', plain],
    ['To: j@x.example\nCc: b@y.example', plain],
    ['SMTP:j@x.example;smtp:b@y.example', plain],
  ],
  groups: [
    ['Team: j@x.example, b@y.example;', plain],
    ['Team: j@x.example; b@y.example', plain],
    [`Project Team: ${jane}; ${bob}`, [jane, bob]],
    ['undisclosed-recipients:;', []],
  ],
  'what is no address, beside what is one': [
    ['nobody; j@x.example', ['✗ nobody', 'j@x.example']],
    ['nobody, j@x.example', ['✗ nobody', 'j@x.example']],
    ['Doe, Jane\nj@x.example', ['✗ Doe, Jane', 'j@x.example']],
    // Who knows whether that is Jane Doe, or a space too many?
    ['jane j@x.example', ['✗ jane j@x.example']],
    ['Jane <j@x.example; b@y.example', ['✗ Jane <j@x.example', 'b@y.example']],
    ['O"Neil <j@x.example>; b@y.example', ['O"Neil <j@x.example>', 'b@y.example']],
    ['j@localhost; @x.example; j@', ['✗ j@localhost', '✗ @x.example', '✗ j@']],
    ['; ,;\n', []],
  ],
  'beyond ASCII': [
    [
      'Müller, Jörg <j@büro.example>; 山田太郎 <t@x.example>',
      ['Müller, Jörg <j@büro.example>', '山田太郎 <t@x.example>'],
    ],
  ],
};

describe.each(Object.entries(corpus))('C3: reads a pasted list: %s', (_kind, cases) => {
  it.each(cases)('%j', (pasted, expected) => {
    expect(read(pasted)).toEqual(expected);
  });
});

it('C3: reads a list of thousands, and text of no use, without delay', () => {
  const many = Array.from({ length: 3_000 }, (_, index) => `Doe, Jane ${String(index)} <j${String(index)}@x.example>`);
  expect(read(many.join('; '))).toEqual(many);
  for (const sign of [',', '@', '[@', ' ', '"', 'a:', '<', 'mailto:@', '\t@']) {
    expect(read(sign.repeat(4_000)).every((entry) => entry.startsWith('✗'))).toBe(true);
  }
});

it('C3: names everybody once, To before Cc before Bcc, and says so', () => {
  const [a, b, c] = ['a@x.example', 'b@x.example', 'c@x.example'].map((address) => ({ name: null, address }));
  if (a === undefined || b === undefined || c === undefined) throw new Error('three are needed');
  const again = { name: 'Again', address: 'A@X.example' };
  expect(nameOnce({ to: [a, b], cc: [again, c], bcc: [c, b] })).toEqual({ to: [a, b], cc: [c], bcc: [] });
  const typed = { to: ['a@x.example; b@x.example'], cc: ['A <A@x.example>', 'nobody'], bcc: ['b@x.example'] };
  expect(noteRepeats(typed)).toEqual(['Named more than once, and addressed once: a@x.example, b@x.example.']);
  expect(noteRepeats({ ...typed, cc: [], bcc: [] })).toEqual([]);
});

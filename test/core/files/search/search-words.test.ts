import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { nameWords, searchWords } from '../../../../main/core/files/search/search-words.ts';

test('I2: words are letters and digits, without case and accents', () => {
  expect(searchWords('Q3-Invoice_2026.FINAL (Müller, Straße) <a.b@sandbox.example>')).toEqual([
    'q3',
    'invoice',
    '2026',
    'final',
    'muller',
    'strasse',
    'a',
    'b',
    'sandbox',
    'example',
  ]);
});

test('I2: a name is found by what its words are made of', () => {
  expect(nameWords('InvoiceMay26.PDF')).toEqual(['invoicemay26', 'invoice', 'may', '26', 'pdf']);
  expect(nameWords('ACMEReport')).toEqual(['acmereport', 'acme', 'report']);
});

test('the parts of a hash say nothing', () => {
  expect(nameWords('3f2504e04f8911d39a0c0305e82c3301')).toEqual(['3f2504e04f8911d39a0c0305e82c3301']);
});

test('characters of scripts without spaces are words', () => {
  expect(searchWords('東京report')).toEqual(['東', '京', 'report']);
});

test('splitting words again changes nothing, whatever the text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
      const words = searchWords(text);
      expect(searchWords(words.join(' '))).toEqual(words);
      for (const word of [...words, ...nameWords(text)]) expect(word).toMatch(/^[\p{L}\p{N}]+$/u);
    }),
  );
});

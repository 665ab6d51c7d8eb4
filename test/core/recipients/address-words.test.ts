import { expect, test } from 'vitest';
import { searchTerms, addressWords } from '../../../main/core/recipients/address-words.ts';

test('C4: names and addresses are looked for by beginnings of words, without case and accents', () => {
  expect(addressWords('Åsa Müller-Lüdenscheidt asa.mueller@büro.example')).toBe(
    ' asa muller ludenscheidt mueller buro example',
  );
  const words = addressWords('Åsa Müller asa.mueller@buro.example');
  const finds = (typed: string): boolean => searchTerms(typed).every((term) => words.includes(term));
  for (const typed of ['as', 'Mül', 'mul', 'müller å', 'asa.mue', 'asa.mueller@buro.ex', '@buro', '"Åsa']) {
    expect([typed, finds(typed)]).toEqual([typed, true]);
  }
  for (const typed of ['uller', 'asa x', 'örg']) expect([typed, finds(typed)]).toEqual([typed, false]);
});

test('C4: nothing is looked for where there is no letter, and of many words the first four count', () => {
  expect(searchTerms(' <"@., ')).toEqual([]);
  expect(searchTerms('one two three four five')).toEqual([' one', ' two', ' three', ' four']);
});

import { expect, it } from 'vitest';
import { compositionText } from '../../../contract/compose.ts';
import { withFirstWords } from '../../../main/core/compose/with-first-words.ts';

const signature = '<p></p><section data-signature="a"><p>Sales</p></section>';
const begun = compositionText.parse({
  to: [],
  cc: [],
  bcc: [],
  subject: '',
  importance: 'normal',
  html: signature,
});
const words = {
  to: ['finance@sandbox.example'],
  cc: ['legal@sandbox.example'],
  bcc: ['archive@sandbox.example'],
  subject: 'Plans',
  text: 'Dear all,\r\n<script>alert(1)</script> & more',
};

it('begins a message with the words above the signature, markup in them being text', () => {
  const { text, ...fields } = words;
  expect(text).toContain('<script>');
  const html = `<p>Dear all,</p><p>&lt;script&gt;alert(1)&lt;/script&gt; &amp; more</p>${signature}`;
  expect(withFirstWords(begun, words)).toEqual({ ...begun, ...fields, html });
  expect(withFirstWords(begun, { ...words, text: ' ' }).html).toBe(signature);
});

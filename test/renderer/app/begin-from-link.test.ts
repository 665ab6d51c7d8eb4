import { expect, it } from 'vitest';
import { beginFromLink } from '../../../renderer/app/begin-from-link.ts';

const id = '01970000-0000-7000-8000-000000000001';

it('begins a message with what a mailto: link brought, markup in it being text', async () => {
  const saved: unknown[] = [];
  const signature = '<section data-signature="a"><p>Sales</p></section>';
  const begun = { html: `<p></p>${signature}`, importance: 'normal' };
  // A double: only what is called is there.
  const compose = {
    start: () => Promise.resolve({ id, revision: 0, text: begun }),
    save: (input: unknown) => Promise.resolve(saved.push(input)),
  } as unknown as Parameters<typeof beginFromLink>[0];
  const fields = {
    to: ['finance@sandbox.example'],
    cc: ['legal@sandbox.example'],
    bcc: ['archive@sandbox.example'],
    subject: 'Plans',
    text: 'Dear all,\n<script>alert(1)</script> & more',
  };
  expect(await beginFromLink(compose, fields)).toBe(id);
  const { text, ...recipients } = fields;
  const html = `<p>Dear all,</p><p>&lt;script&gt;alert(1)&lt;/script&gt; &amp; more</p>${begun.html}`;
  expect(text).toContain('<script>');
  expect(saved).toEqual([{ id, revision: 0, text: { ...recipients, html, importance: 'normal' } }]);
});

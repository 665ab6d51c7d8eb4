import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { openNewMessage, test } from './shared-product.ts';
import { paste } from './transfer.ts';

const document = readFileSync(
  join(import.meta.dirname, '..', 'renderer', 'write', 'fixtures', 'word-document.html'),
  'utf8',
);

/** The elements of the text and their words, without what the editor adds for itself. */
const outline = `(() => {
  const walk = (node) => {
    if (node.nodeType === 3) return node.data.replaceAll(/\\s+/g, ' ');
    const inner = [...node.childNodes].map(walk).join('');
    const kind = node.localName;
    if (kind === 'br') return '';
    const start = node.start > 1 ? ' from ' + node.start : '';
    const type = node.type ? ' as ' + node.type : '';
    return kind === 'ol' ? '<ol' + start + type + '>' + inner + '</ol>' : '<' + kind + '>' + inner + '</' + kind + '>';
  };
  const lines = [...document.querySelector('[aria-label="Message text"]').children].map(walk);
  return lines.map((line) => line.replaceAll(/<li><p>(.*?)<\\/p>/g, '<li>$1'));
})()`;

test('C1: of a document from an office program lists keep their levels, signs and numbers, and letters their weight', async ({
  page,
}) => {
  await openNewMessage(page);
  await page.getByRole('textbox', { name: 'Message text' }).focus();
  await paste(page, { html: document });
  await expect(page.getByRole('textbox', { name: 'Message text' })).toContainText('The end.');
  expect(await page.evaluate(outline)).toEqual([
    '<h1>Scope</h1>',
    '<p>As <strong>agreed</strong>, <em>in short</em>:</p>',
    '<ul><li>Walls<ul><li>Inside</li><li>Outside</li></ul></li><li>Doors</li></ul>',
    '<p>Then, counted on:</p>',
    '<ol from 3><li>Roof<ol as a><li>Tiles</li></ol></li><li>Gutters</li></ol>',
    '<ol><li>Another list</li></ol>',
    '<p>The end.</p>',
  ]);
});

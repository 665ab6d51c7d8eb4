import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { openNewMessage, test } from './shared-product.ts';
import { paste } from './transfer.ts';

const fixtures = join(import.meta.dirname, '..', 'renderer', 'write', 'fixtures');
const document = readFileSync(join(fixtures, 'word-document.html'), 'utf8');

/** The elements of the text and their words, without what the editor adds for itself. */
const outline = `(() => {
  const walk = (node) => {
    if (node.nodeType === 3) return node.data.replaceAll(/\\s+/g, ' ');
    const inner = [...node.childNodes].map(walk).join('');
    const kind = node.localName;
    if (kind === 'br' || kind === 'colgroup' || node.classList.contains('ProseMirror-separator')) return '';
    if (kind === 'table') return '<table>' + [...node.rows].map((row) => [...row.cells].map((cell) => cell.innerText.trim()).join(' | ')).join(' / ');
    const start = node.start > 1 ? ' from ' + node.start : '';
    const type = node.type ? ' as ' + node.type : '';
    return kind === 'ol' ? '<ol' + start + type + '>' + inner + '</ol>' : '<' + kind + '>' + inner + '</' + kind + '>';
  };
  const lines = [...document.querySelector('[aria-label="Message text"]').children].map(walk);
  return lines.filter((line) => line !== '<p></p>').map((line) => line.replaceAll(/<li><p>(.*?)<\\/p>/g, '<li>$1'));
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

/** What each program's text is in the editor, and what the note says of pictures that stayed behind. */
const programs: Readonly<Record<string, { readonly lines: readonly string[]; readonly note?: RegExp }>> = {
  'excel-cells': { lines: ['<div><table>Item | Sum / Walls | 12.50 / Total < 20</div>'] },
  'google-docs': {
    lines: [
      '<h2>Minutes</h2>',
      '<p><strong>Bold</strong> and <em>slanted</em></p>',
      '<ol><li>First<ol><li>Within</li></ol></li><li>Second</li></ol>',
      '<div><table>A | B</div>',
    ],
  },
  'google-sheets': { lines: ['<div><table>Day | Hours / Monday | 7.5</div>'] },
  'libreoffice-calc': { lines: ['<div><table>Part | Count / Bolt | 12</div>'] },
  'libreoffice-writer': {
    lines: [
      '<p><strong>Heads</strong> and <u>lines</u></p>',
      '<ol><li>One<ol as a><li>Below one</li></ol></li><li>Two</li></ol>',
      '<div><table>Left | Right</div>',
    ],
  },
  'outlook-desktop-reply': {
    lines: [
      '<p>Agreed.</p>',
      '<p><strong>From:</strong> Sandbox Sender <sender@sandbox.example><strong>Subject:</strong> Plans</p>',
      '<blockquote><p>The <em>first</em> word</p></blockquote>',
    ],
  },
  'outlook-new-message': {
    lines: [
      '<p>Hello,</p>',
      '<ul><li>Outer<ul><li>Inner</li></ul></li><li><strong>Last</strong></li></ul>',
      '<p>See <a>the plans</a> [picture not copied from pictures.example]</p>',
    ],
    note: /^One picture was left out: fetching/,
  },
  'web-page': {
    lines: [
      '<h3>Offer</h3>',
      '<p>Read this or <a>that</a>.</p>',
      '<p>Buy</p>',
      '<p>[picture not copied from 127.0.0.1][picture not copied from 127.0.0.1]</p>',
      '<p>End</p>',
    ],
    note: /^2 pictures were left out: fetching/,
  },
  'word-desktop-numbering': {
    lines: [
      '<h2>Schedule</h2>',
      '<ol><li><strong>Survey</strong><ol><li>Ground<ol><li>Levels</li></ol></li><li>Trees</li></ol></li><li>Build</li></ol>',
    ],
  },
  'word-desktop-picture': {
    lines: ['<p>Plan: [picture not copied]</p>', '<div><table>Rooms / Hall | 42\u00A0m²</div>'],
    note: /^One picture stayed in the other program/,
  },
  'word-web-lists': {
    lines: [
      '<p><strong>Before</strong></p>',
      '<ul><li>One<ul><li>Inside</li></ul></li><li>Two</li></ul>',
      '<ol><li>Numbered</li></ol>',
      '<div><table>Cell</div>',
    ],
  },
};

test('C1 SM12: text of every program keeps its lists and tables, and no picture in it is fetched', async ({ page }) => {
  const connections: string[] = [];
  const listener = createServer((socket) => {
    connections.push('connected');
    socket.destroy();
  }).listen(0, '127.0.0.1');
  await once(listener, 'listening');
  const place = `127.0.0.1:${String((listener.address() as AddressInfo).port)}`;
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  await openNewMessage(page);
  const text = page.getByRole('textbox', { name: 'Message text' });
  const begun = asked.length;
  for (const file of readdirSync(join(fixtures, 'paste'))) {
    const { lines, note } = programs[file.replace('.html', '')] ?? { lines: ['unknown'] };
    await text.focus();
    await page.keyboard.press('Control+a');
    await page.keyboard.press('Delete');
    await expect(text).toHaveText('');
    await paste(page, { html: readFileSync(join(fixtures, 'paste', file), 'utf8').replaceAll('LISTENER', place) });
    await expect(text).not.toHaveText('');
    expect.soft(await page.evaluate(outline), file).toEqual(lines);
    if (note === undefined) continue;
    await expect.soft(page.getByText(note), file).toBeVisible();
    await page.getByRole('button', { name: 'Dismiss' }).click();
  }
  expect(await page.evaluate('window.ran')).toBeUndefined();
  expect([connections, asked.slice(begun).filter((url) => !url.startsWith('blob:'))]).toEqual([[], []]);
  listener.close();
});

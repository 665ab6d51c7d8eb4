import { array, assert, constantFrom, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanMailHtml } from '../../../main/adapters/html/clean-mail-html.ts';

describe('HTML on its way out', () => {
  it('SM12: takes out what acts, and counts it by kind', () => {
    const { html, changes } = cleanMailHtml(`<html><head><title>T</title><base href="https://x.example/">
      <meta http-equiv="refresh" content="0;url=https://x.example/"><meta charset="utf-8">
      <link rel="stylesheet" href="https://x.example/a.css"><style>p { color: red }</style><script>run()</script></head>
      <body onload="run()"><p onclick="run()">Hello</p><form action="https://x.example/"><input name="a"><b>in it</b></form>
      <a href="java\tscript:run()">bad</a><a href="file:///etc/passwd">file</a><img src="data:image/png;base64,AA==">
      <iframe src="https://x.example/">frame</iframe><object data="x"></object>
      <svg><script>run()</script></svg><p style="background:url(https://x.example/p.png); color: red">styled</p></body></html>`);
    expect(html.replace(/\s+/g, ' ').trim()).toBe(
      '<p>Hello</p><b>in it</b> <a>bad</a><a>file</a> <p style="color:red">styled</p>',
    );
    expect(changes).toEqual({ script: 2, handler: 2, link: 3, style: 3, frame: 2, form: 2, other: 3 });
  });

  it('SM12: keeps what mail needs', () => {
    const kept =
      '<div style="font-family:Calibri, sans-serif;font-size:11pt"><h2 align="center">A &amp; B</h2>' +
      '<table border="1" cellpadding="4"><tbody><tr><td colspan="2" style="border:1px solid #857d6d">x</td></tr></tbody></table>' +
      '<ol start="3" type="a"><li>one<ul><li>two</li></ul></li></ol><blockquote>quoted</blockquote>' +
      '<a href="https://example.com/?a=1&amp;b=2">web</a><a href="mailto:a@example.com">mail</a><a href="tel:+4930">call</a>' +
      '<img src="cid:logo@x" alt="logo" width="80" /><img src="https://example.com/logo.png" /></div>';
    expect(cleanMailHtml(kept)).toEqual({ html: kept, changes: {} });
  });

  it('drops without a word what changes nothing for a reader', () => {
    const word =
      '<p class="MsoNormal" id="p1" data-x="1" style="mso-list:l0 level1;COLOR:RED"><!--[if mso]>x<![endif]-->a<o:p>&nbsp;</o:p></p>';
    expect(cleanMailHtml(word)).toEqual({ html: '<p style="color:RED">a\u00A0</p>', changes: {} });
  });

  it('keeps the ground that a document has as a whole', () => {
    expect(cleanMailHtml('<body bgcolor="#eeeeee"><p>x</p></body>').html).toBe(
      '<div style="background-color:#eeeeee"><p>x</p></div>',
    );
  });

  it('SM12: changes nothing of what it cleaned before, whatever that was', () => {
    assert(
      property(array(piece, { maxLength: 40 }), (pieces) => {
        const { html } = cleanMailHtml(pieces.join(''));
        expect(cleanMailHtml(html)).toEqual({ html, changes: {} });
      }),
      { numRuns: 400 },
    );
  });

  it('SM12: lets nothing through that a mail program could run or fetch by itself', () => {
    assert(
      property(array(piece, { maxLength: 40 }), (pieces) => {
        const { html } = cleanMailHtml(pieces.join(''));
        const tags = html.match(/<[^>]*>/g)?.join('') ?? '';
        expect(tags).not.toMatch(/<\/?(script|style|iframe|form|input|svg|object|embed|base|meta|link)/i);
        expect(tags).not.toMatch(/\son\w+=|javascript:|data:|url\(|expression\(/i);
      }),
      { numRuns: 400 },
    );
  });

  it.each([
    ['nested a million times', '<b>'.repeat(1_000_000), 5],
    ['nested ten thousand times', '<div>'.repeat(9_999), 9_999],
    ['of brackets alone', '<'.repeat(300_000), 0],
    ['of comments that never end', '<!--'.repeat(500_000), 0],
    ['of one endless style', `<p style="color:${'('.repeat(500_000)}">`, 0],
    ['of frames in frames', '<iframe>'.repeat(9_000), 0],
  ])('answers soon to what is %s', (_what, hostile) => {
    const { html } = cleanMailHtml(`${hostile}<i>x`);
    expect(html.match(/<b>|<div>/g)?.length ?? 0).toBeLessThanOrEqual(200);
  });
});

/** Whole and broken parts of HTML, put together at random. */
const piece = constantFrom(
  ...`<p>·</p>·<b>·</b>·<table>·<tr>·<td>·</td>·</table>·<a href="x">·</a>·<li>·<ul>·<script>·</script>·<style>·</style>
    ·<svg>·</svg>·<math>·<textarea>·</textarea>·<title>·<form>·</form>·<iframe>·</iframe>·<noscript>·</noscript>·<!--·-->
    ·<![if x]>·<![endif]>·<img src=x onerror=y()>·<img src="cid:a">·<a href="javascript:x">·<a href=" data:x">·<o:p>·</o:p>
    ·<p style="color:red·<p style="x:url(a)">·">·"·'·<·>·&·&lt;·&amp;lt;·=·\0·\u00A0·<x-y>·</x-y>·<font color="&quot;>
    ·<!doctype html>·<body style="color:red">·</body>·<xmp>·</xmp>·<select><option>·<br>·<hr/>·<plaintext>·<frameset>
    ·<h1>·</h1>·word·<center><p>·<pre>\n`.split('·'),
);

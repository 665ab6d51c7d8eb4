import { expect, it } from 'vitest';
import { toReadable, withoutStyles } from '../../../renderer/write/editor/without-styles.ts';

it.each([
  ['<div style="font-size: 11pt"><p>Hi</p></div>', '<div><p>Hi</p></div>'],
  ["<p class=a style='color: red' id=b>x</p>", '<p class=a id=b>x</p>'],
  ['<td STYLE=color:red>x', '<td>x'],
  ['<img alt="a > b" style="width: 1px" src="cid:a">', '<img alt="a > b" src="cid:a">'],
  [`<a title='say style="x" here' href="https://a.example/?style=1">y</a>`, null],
  ['<p>style="color: red" and a &lt; b style="c"</p>', null],
  ['<p data-style="x">a < b style="c"</p>', null],
])('takes the styles off %s and nothing else', (html, expected) => {
  expect(withoutStyles(html)).toBe(expected ?? html);
});

it.each([
  ['<b id="a" style="font-weight: normal">x</b>', '<b id="a" data-style="font-weight: normal">x</b>'],
  ['<img src="a.png" onerror="run()" alt="on x=1">', '<img src="a.png" alt="on x=1">'],
  ['<style>p { color: red }</style><p>x</p><script>run()</script>', '<p>x</p>'],
])('leaves of %s what can be read and nothing that acts', (html, expected) => {
  expect(toReadable(html)).toBe(expected);
});

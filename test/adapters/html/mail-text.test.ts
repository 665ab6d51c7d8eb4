import { describe, expect, it } from 'vitest';
import { nodeOutgoingHtml } from '../../../main/adapters/html/node-outgoing-html.ts';

const outgoing = nodeOutgoingHtml();
const toText = (html: string) => outgoing.toText(html);

describe('A message in plain words', () => {
  it('keeps lists of several levels', () => {
    const list = '<p>Before</p><ul><li><p>a</p><ol><li><p>b</p></li><li><p>c</p></li></ol></li><li><p>d</p></li></ul>';
    expect(toText(`${list}<p>After</p>`)).toBe('Before\n\n- a\n  1. b\n  2. c\n- d\n\nAfter');
  });

  it('keeps the columns of a table', () => {
    const table =
      '<table><tr><th>Item</th><th>Sum</th></tr><tr><td><p>Walls</p></td><td><p>12</p></td></tr><tr><td>Doors</td><td>7</td></tr></table>';
    expect(toText(table)).toBe('Item    Sum\nWalls   12\nDoors   7');
  });

  it('keeps where a link leads, unless the words say it already', () => {
    expect(toText('<a href="https://example.com/a">the plans</a>')).toBe('the plans <https://example.com/a>');
    expect(toText('<a href="https://example.com/">https://example.com/</a>')).toBe('https://example.com/');
  });

  it('names a picture, and says nothing of what would not be sent', () => {
    expect(toText('<p>See<br><img src="cid:a" alt="plan.png">&nbsp;</p><script>run()</script>')).toBe(
      'See\n[plan.png]',
    );
  });
});

import { assert, property, string } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fillHtmlTemplate, fillTemplate, readVariables } from '../../../main/core/templates/fill-template.ts';

describe('Filling a template', () => {
  it('C17: puts the values in and says which are missing, each once and in order', () => {
    expect(fillTemplate('Dear {{ name }}, {{order.no}} of {{day}}, {{day}}', { name: 'Ada' })).toEqual({
      text: 'Dear Ada, {{order.no}} of {{day}}, {{day}}',
      missing: ['order.no', 'day'],
    });
  });

  it('takes an empty value for a value, and a name of every object for none', () => {
    expect(fillTemplate('a{{x}}b{{toString}}', { x: '' })).toEqual({ text: 'ab{{toString}}', missing: ['toString'] });
  });

  it('reads a name whose space the editor wrote as an entity', () => {
    expect(fillHtmlTemplate('<p>{{customer&nbsp;name}}</p>', { 'customer name': 'B' }).text).toBe('<p>B</p>');
  });

  it('lets a value bring no markup into HTML, and keeps its lines', () => {
    expect(fillHtmlTemplate('<p>{{x}}</p>', { x: '<b>"A" & B</b>\nC' }).text).toBe(
      '<p>&lt;b&gt;&quot;A&quot; &amp; B&lt;/b&gt;<br>C</p>',
    );
  });

  it('fills in one pass: what a value says is never filled again', () => {
    assert(
      property(string(), string(), (before, value) => {
        const plain = before.replace(/[{}]/g, '');
        expect(fillTemplate(`${plain}{{x}}`, { x: value, y: 'no' })).toEqual({ text: plain + value, missing: [] });
      }),
    );
  });

  it('leaves braces alone that hold no name', () => {
    expect(readVariables('{{}} {{ }} {{#if a}} {x} {{a}} {{<b>b</b>}}')).toEqual(['a']);
  });
});

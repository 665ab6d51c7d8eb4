import { describe, expect, it } from 'vitest';
import {
  hasOwnWords,
  placeSignature,
  purposeOf,
  shownPictures,
  withoutSignature,
} from '../../../main/core/signatures/place-signature.ts';

const sales = { id: 'a', html: '<p>Sales</p>' };
const legal = { id: 'b', html: '<p>Legal</p>' };

describe('A signature in a text', () => {
  it('C16: stands at the end, inside of what says how letters look', () => {
    expect(placeSignature('<div style="font-size: 11pt"><p>Hi</p></div>', sales)).toBe(
      '<div style="font-size: 11pt"><p>Hi</p><section data-signature="a"><p>Sales</p></section></div>',
    );
    expect(placeSignature('<p>Hi</p>', sales)).toBe('<p>Hi</p><section data-signature="a"><p>Sales</p></section>');
  });

  it('C16: takes the place of the one before, and goes without a trace', () => {
    const signed = placeSignature('<p>Hi</p>', sales);
    expect(placeSignature(signed, legal)).toBe('<p>Hi</p><section data-signature="b"><p>Legal</p></section>');
    expect(placeSignature(signed, null)).toBe('<p>Hi</p>');
  });

  it('is nothing that somebody wrote', () => {
    const unwritten = placeSignature('', { id: 'a', html: '<p>Sales <img src="cid:logo@x"></p>' });
    expect(hasOwnWords(unwritten)).toBe(false);
    expect(hasOwnWords(`<p>a</p>${unwritten}`)).toBe(true);
    expect(hasOwnWords('<p><img src="cid:a"></p>')).toBe(true);
    expect(withoutSignature(unwritten)).toBe('<p></p>');
    expect([...shownPictures(unwritten)]).toEqual(['logo@x']);
  });

  it('C16: is another for an answer', () => {
    expect(['Re: Plans', 'AW: Plans', 'Fwd: Plans', 'RE[2]: Plans'].map(purposeOf)).toEqual(Array(4).fill('reply'));
    expect(['Plans', 'Regarding: x', '', 'Recall:'].map(purposeOf)).toEqual(Array(4).fill('new'));
  });
});

import { makeElement } from './make-element.ts';
import { cutText } from './show-text.ts';

/** The text of a message that came without markup: wrapped, in the letters of the window. */
export function showPlainBody(text: string, into: HTMLElement): void {
  const { lines } = cutText(text, false);
  into.append(makeElement('p', { className: 'plain-body' }, lines.join('\n')));
}

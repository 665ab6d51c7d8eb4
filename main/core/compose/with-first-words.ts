import type { CompositionText, FirstWords } from '../../../contract/compose.ts';

/** The text of a message that was just begun, with these words above its signature. What looks like markup in them is text. */
export function withFirstWords(begun: CompositionText, { text, ...fields }: FirstWords): CompositionText {
  return { ...begun, ...fields, html: paragraphs(text) + begun.html };
}

function paragraphs(text: string): string {
  if (text.trim() === '') return '';
  const lines = text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').split(/\r?\n/);
  return lines.map((line) => `<p>${line}</p>`).join('');
}

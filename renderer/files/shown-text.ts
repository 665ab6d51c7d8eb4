/** Controls, and marks that turn the way text runs: in a name they only serve to make it look like another one. */
// oxlint-disable-next-line no-control-regex -- these are what is looked for
const deceptive = /[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/gu;
/** They make emoji and letters of several scripts. */
const joiners = /[\u200c\u200d]/u;

/** A stranger's text as it is, on one line: what cannot be seen is written out, `[U+202E]`. */
export function shownText(text: string): string {
  return text.toWellFormed().replaceAll(deceptive, (mark) => (joiners.test(mark) ? mark : written(mark)));
}

function written(mark: string): string {
  const code = mark.codePointAt(0) ?? 0;
  return code === 9 || code === 10 || code === 13 ? ' ' : `[U+${code.toString(16).toUpperCase().padStart(4, '0')}]`;
}

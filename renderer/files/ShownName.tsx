import type { ReactElement } from 'react';
import { splitFileName } from '../write/files/split-file-name.ts';
import { markWords } from './mark-words.ts';
import { shownText } from './shown-text.ts';

/** Letters of scripts that run to the left: cut in the middle they would stand in the wrong order. */
const runsLeft = /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;

/**
 * A name on one line, cut in the middle where space is short, with the words that were looked for underlined. Who does
 * not see it is told all of it in one piece.
 */
export function ShownName({
  name,
  words = [],
}: {
  readonly name: string;
  readonly words?: readonly string[];
}): ReactElement {
  const shown = shownText(name);
  const { start, end } = runsLeft.test(shown) ? { start: shown, end: '' } : splitFileName(shown);
  return (
    <span className="shown-name">
      <span className="visually-hidden">{shown}</span>
      <bdi className="shown-name-start" aria-hidden>
        <Marked text={start} words={words} />
      </bdi>
      {end === '' ? null : (
        <bdi className="shown-name-end" aria-hidden>
          <Marked text={end} words={words} />
        </bdi>
      )}
    </span>
  );
}

function Marked({ text, words }: { readonly text: string; readonly words: readonly string[] }): ReactElement {
  return (
    <>{markWords(text, words).map((part, index) => (part.isMarked ? <u key={index}>{part.text}</u> : part.text))}</>
  );
}

import type { ReactElement } from 'react';
import { fileGlyph, splitFileName } from './split-file-name.ts';

/** The type as letters and the name, cut in the middle where space is short. */
export function FileName({ name }: { readonly name: string }): ReactElement {
  const { start, end } = splitFileName(name);
  return (
    <>
      <span className="file-glyph mono" aria-hidden>
        {fileGlyph(name)}
      </span>
      <span className="file-name" title={name} aria-label={name} role="img">
        <span aria-hidden>{start}</span>
        <span aria-hidden>{end}</span>
      </span>
    </>
  );
}

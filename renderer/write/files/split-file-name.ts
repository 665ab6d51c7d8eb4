export interface SplitFileName {
  /** May be cut by an ellipsis where space is short. */
  readonly start: string;
  /** Always shown: the extension and a little of what stands before it. */
  readonly end: string;
}

const KEPT_BEFORE_EXTENSION = 5;
const LONGEST_EXTENSION = 8;

/** Splits a name so that the middle is what gets cut, never the extension. */
export function splitFileName(name: string): SplitFileName {
  const characters = Array.from(name);
  const dot = characters.lastIndexOf('.');
  const extension = dot > 0 && characters.length - dot - 1 <= LONGEST_EXTENSION ? characters.length - dot : 0;
  const cut = Math.max(0, characters.length - extension - KEPT_BEFORE_EXTENSION);
  return { start: characters.slice(0, cut).join(''), end: characters.slice(cut).join('') };
}

/** The type glyph: the extension in capitals, at most four, or `FILE`. */
export function fileGlyph(name: string): string {
  const extension = /\.([\p{L}\p{N}]{1,8})$/u.exec(name)?.[1];
  return extension === undefined ? 'FILE' : extension.slice(0, 4).toUpperCase();
}

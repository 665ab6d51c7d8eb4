export interface ListShape {
  readonly count: number;
  /** Files beside each other: 1 in a list. */
  readonly perLine: number;
  /** Lines that are seen at once. */
  readonly pageLines: number;
}

/** Where a key leads from the file at `index`; null for keys that lead nowhere. */
export function moveByKey(key: string, index: number, { count, perLine, pageLines }: ListShape): number | null {
  const last = count - 1;
  const to = (next: number): number => Math.min(Math.max(0, next), last);
  if (count === 0) return null;
  switch (key) {
    case 'ArrowDown':
      return index + perLine > last ? (perLine === 1 ? last : index) : index + perLine;
    case 'ArrowUp':
      return index - perLine < 0 ? index : index - perLine;
    case 'ArrowRight':
      return perLine === 1 ? null : to(index + 1);
    case 'ArrowLeft':
      return perLine === 1 ? null : to(index - 1);
    case 'PageDown':
      return to(index + Math.max(1, pageLines - 1) * perLine);
    case 'PageUp':
      return to(index - Math.max(1, pageLines - 1) * perLine);
    case 'Home':
      return 0;
    case 'End':
      return last;
    default:
      return null;
  }
}

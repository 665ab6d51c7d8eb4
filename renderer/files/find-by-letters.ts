import type { FileRow } from '../../contract/files.ts';

/** As far as letters look. */
const farthest = 2000;

/** The next file whose name begins so, among those that are here. */
export function findByLetters(rowAt: (index: number) => FileRow | null, letters: string, from: number): number | null {
  for (let index = from; index < from + farthest; index += 1) {
    const row = rowAt(index);
    if (row === null) return null;
    if (row.name.toLowerCase().startsWith(letters)) return index;
  }
  return null;
}

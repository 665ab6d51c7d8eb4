/** The order of the files after `file` moved by `step` places (Alt and an arrow); the same order where it cannot move. */
export function moveFile(files: readonly number[], file: number, step: -1 | 1): readonly number[] {
  const from = files.indexOf(file);
  const to = from + step;
  if (from === -1 || to < 0 || to >= files.length) return files;
  return files.toSpliced(from, 1).toSpliced(to, 0, file);
}

/** The order after files were dragged before or after another one. */
export function dropFiles(
  files: readonly number[],
  moved: ReadonlySet<number>,
  target: number,
  position: 'before' | 'after',
): readonly number[] {
  const dragged = files.filter((file) => moved.has(file));
  const rest = files.filter((file) => !moved.has(file));
  const index = rest.indexOf(target);
  if (index === -1) return files;
  return rest.toSpliced(position === 'before' ? index : index + 1, 0, ...dragged);
}

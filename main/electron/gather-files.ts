import type { HandedFiles } from '../../contract/desktop.ts';

/**
 * Files that come one by one within this time were chosen together: macOS tells of each, Windows starts us for each.
 * @testexport
 */
export const TOGETHER_MS = 400;

/** Calls `done` once with all files that come together, each named once. */
export function gatherFiles(done: (files: HandedFiles) => void): (files: HandedFiles) => void {
  let paths = new Set<string>();
  let notFiles = new Set<string>();
  let timer: NodeJS.Timeout | undefined;

  function hand(): void {
    const files = { paths: [...paths], notFiles: [...notFiles] };
    [paths, notFiles] = [new Set(), new Set()];
    done(files);
  }

  return (files) => {
    for (const path of files.paths) paths.add(path);
    for (const other of files.notFiles) notFiles.add(other);
    clearTimeout(timer);
    timer = setTimeout(hand, TOGETHER_MS);
  };
}

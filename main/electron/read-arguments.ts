import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { HandedFiles } from '../../contract/desktop.ts';
import { dataDirFlag } from './engine-args.ts';
import { linkAmong } from './read-link.ts';

/** What a start of Mailroom was asked for. */
export type Asked =
  | { readonly kind: 'link'; readonly link: string; readonly hasOthers: boolean }
  | { readonly kind: 'files'; readonly files: HandedFiles }
  | { readonly kind: 'nothing' };

export interface Start {
  /** As the system gives them: the program first; flags of Electron and Chromium stand anywhere. */
  readonly argv: readonly string[];
  /** The folder in which they were typed. */
  readonly cwd: string;
  readonly isPackaged: boolean;
}

/**
 * Tells links from files. A link may come from any page, and a page that could slip a further argument past its browser
 * must not name a file of this computer: beside a link nothing else counts.
 */
export function readArguments({ argv, cwd, isPackaged }: Start): Asked {
  const words = argv.filter((argument) => !argument.startsWith('-')).slice(wordsBefore(argv, isPackaged));
  const link = linkAmong(argv);
  if (link !== null) return { kind: 'link', link, hasOthers: words.some((word) => word !== link) };
  const paths = words.map((word) => pathOf(word, cwd));
  if (paths.length === 0) return { kind: 'nothing' };
  const notFiles = words.filter((_word, index) => paths[index] === null);
  return { kind: 'files', files: { paths: paths.filter((path) => path !== null), notFiles } };
}

/** The program; while developing also the folder that it runs, and the one after `--data-dir`. */
function wordsBefore(argv: readonly string[], isPackaged: boolean): number {
  if (isPackaged) return 1;
  return argv.includes(dataDirFlag) ? 3 : 2;
}

/** Null for an address that is on no disk. A drive of Windows has one letter, a scheme has more. */
function pathOf(word: string, cwd: string): string | null {
  if (!/^[a-z][a-z\d+.-]+:/i.test(word)) return resolve(cwd, word);
  try {
    return word.startsWith('file:') ? fileURLToPath(word) : null;
  } catch {
    return null;
  }
}

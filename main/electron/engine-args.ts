import { resolve } from 'node:path';

const flag = '--data-dir';

/**
 * What the main process hands on to the engine's: the folder of `--data-dir FOLDER`. Only while developing: the command
 * line of an installed program may come from a link on any page.
 */
export function engineArgs(argv: readonly string[], isPackaged: boolean): readonly string[] {
  const folder = argv[argv.indexOf(flag) + 1];
  return isPackaged || !argv.includes(flag) || folder === undefined ? [] : [`${flag}=${resolve(folder)}`];
}

/** Null when the settings decide. Where the arguments begin differs between kinds of processes, so it is searched. */
export function readDataDir(argv: readonly string[]): string | null {
  return argv.find((argument) => argument.startsWith(`${flag}=`))?.slice(flag.length + 1) ?? null;
}

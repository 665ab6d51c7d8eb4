import { resolve } from 'node:path';

export const dataDirFlag = '--data-dir';

/**
 * What the main process hands on to the engine's: the folder of `--data-dir FOLDER`. Only while developing: the command
 * line of an installed program may come from a link on any page.
 */
export function engineArgs(argv: readonly string[], isPackaged: boolean): readonly string[] {
  const folder = argv[argv.indexOf(dataDirFlag) + 1];
  return isPackaged || !argv.includes(dataDirFlag) || folder === undefined ? [] : [`${dataDirFlag}=${resolve(folder)}`];
}

/** Null when the settings decide. Where the arguments begin differs between kinds of processes, so it is searched. */
export function readDataDir(argv: readonly string[]): string | null {
  return argv.find((argument) => argument.startsWith(`${dataDirFlag}=`))?.slice(dataDirFlag.length + 1) ?? null;
}

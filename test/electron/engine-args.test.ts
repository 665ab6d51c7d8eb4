import { describe, expect, it } from 'vitest';
import { engineArgs, readDataDir } from '../../main/electron/engine-args.ts';

describe('the data folder of the command line', () => {
  it.each([
    [['electron', '.', '--data-dir', '/tmp/mine'], false, '/tmp/mine'],
    [['electron', '.'], false, null],
    [['electron', '.', '--data-dir'], false, null],
    [['mailroom', '--data-dir', '/share/theirs'], true, null],
  ])('of %s, installed: %s, is for the engine %s', (argv, isPackaged, folder) => {
    expect(readDataDir(['electron', ...engineArgs(argv, isPackaged)])).toBe(folder);
  });
});

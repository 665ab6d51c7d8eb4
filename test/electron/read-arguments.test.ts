import { describe, expect, it } from 'vitest';
import { readArguments } from '../../main/electron/read-arguments.ts';

const read = (...words: string[]) =>
  readArguments({ argv: ['/opt/mailroom', ...words], cwd: '/home/me', isPackaged: true });
const files = (paths: string[], notFiles: string[] = []) => ({ kind: 'files', files: { paths, notFiles } });

describe('the arguments of a start', () => {
  it.each([
    ['a file by its path', ['/home/me/plans.zip'], files(['/home/me/plans.zip'])],
    [
      'a file in the folder of the start',
      ['plans.zip', '../film.mp4'],
      files(['/home/me/plans.zip', '/home/film.mp4']),
    ],
    ['a folder, which the engine refuses', ['pictures/'], files(['/home/me/pictures'])],
    ['a file: address, as file managers give', ['file:///home/me/a%20b.zip'], files(['/home/me/a b.zip'])],
    ['a file whose name looks like a link', ['./mailto:a.txt'], files(['/home/me/mailto:a.txt'])],
    ['a drive of Windows', ['C:\\a.zip'], files(['/home/me/C:\\a.zip'])],
    ['a file on a server', ['smb://server/a.zip', 'b.zip'], files(['/home/me/b.zip'], ['smb://server/a.zip'])],
    ['a file: address of another computer', ['file://server/a.zip'], files([], ['file://server/a.zip'])],
    ['flags of Electron and macOS', ['--type=x', '-psn_0_123', '--original-process-start-time=1'], { kind: 'nothing' }],
    ['nothing', [], { kind: 'nothing' }],
  ])('U12: tell %s', (_name, words, asked) => {
    expect(read(...words)).toEqual(asked);
  });

  it('S4 U12: name no file beside a link, which any page can make', () => {
    const link = 'mailto:a@sandbox.example';
    expect(read(link)).toEqual({ kind: 'link', link, hasOthers: false });
    expect(read('--flag', '/etc/passwd', link)).toEqual({ kind: 'link', link, hasOthers: true });
  });

  it.each([
    [['electron', '.', 'a.zip']],
    [['electron', '.', '--data-dir', '/tmp/mine', 'a.zip']],
    // As Chromium hands a second start over: flags first.
    [['electron', '--data-dir', '.', '/tmp/mine', 'a.zip']],
  ])('U12: of %j, while developing, are the last alone', (argv) => {
    expect(readArguments({ argv, cwd: '/home/me', isPackaged: false })).toEqual(files(['/home/me/a.zip']));
  });
});

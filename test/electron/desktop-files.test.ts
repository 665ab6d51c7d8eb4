import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { desktopChannels } from '../../contract/desktop.ts';
import { fileId } from '../../contract/files.ts';
import { structuredError } from '../../main/core/mailroom-error.ts';
import { callsForFiles, desktopOf } from './desktop-rig.ts';
import { Recording } from './recording.ts';

const recording = new Recording();
const desktop = desktopOf(recording);

describe('collected files', () => {
  const error = structuredError('file_not_opened', { message: 'Never opened.', remediation: 'Save it.' });
  const done = { kind: 'done' };

  it('I5: are opened and shown by the system, as copies that the engine lends', async () => {
    const rig = await desktop();
    expect(await rig.ask(desktopChannels.openFile, '7')).toEqual(done);
    expect(await rig.ask(desktopChannels.revealFile, '8')).toEqual(done);
    expect(rig.engine().asked).toEqual(['lend 7 to open', 'lend 8 to reveal']);
    expect(rig.seen.openedPaths).toEqual(['/lent/7/plans & <more>.pdf']);
    expect(rig.seen.revealed).toEqual(['/lent/8/plans & <more>.pdf']);
  });

  it('I6: are not opened when the engine refuses, nor said to be when no program was found', async () => {
    const rig = await desktop();
    rig.engine().lent.set('7', { kind: 'failed', id: fileId.parse('7'), error });
    expect(await rig.ask(desktopChannels.openFile, '7')).toEqual({ kind: 'refused', error });
    expect(rig.seen.openedPaths).toEqual([]);
    rig.answers.openPath = 'No application is registered';
    expect(await rig.ask(desktopChannels.openFile, '8')).toMatchObject({
      kind: 'refused',
      error: { error_code: 'file_not_opened', message: expect.stringContaining('no program') },
    });
  });

  it('I5: are dragged out together, under a picture', async () => {
    const rig = await desktop();
    expect(await rig.ask(desktopChannels.dragFiles, ['7', '8'])).toEqual(done);
    const files = ['/lent/7/plans & <more>.pdf', '/lent/8/plans & <more>.pdf'];
    expect(rig.seen.drags).toEqual([{ file: files[0], files, icon: join(rig.distFolder, 'main', 'tray.png') }]);
    rig.engine().lent.set('9', { kind: 'failed', id: fileId.parse('9'), error });
    expect(await rig.ask(desktopChannels.dragFiles, ['7', '9'])).toEqual({ kind: 'refused', error });
    expect(rig.seen.drags.length).toBe(1);
  });

  it.each<[NodeJS.Platform, string, string]>([
    [
      'linux',
      'x-special/gnome-copied-files',
      'copy\nfile:///lent/7/plans%20&%20%3Cmore%3E.pdf\nfile:///lent/8/plans%20&%20%3Cmore%3E.pdf',
    ],
    [
      'darwin',
      'NSFilenamesPboardType',
      '<?xml version="1.0" encoding="UTF-8"?><plist version="1.0"><array>' +
        '<string>/lent/7/plans &amp; &lt;more>.pdf</string><string>/lent/8/plans &amp; &lt;more>.pdf</string></array></plist>',
    ],
  ])('I5: are copied as files on %s', async (platform, format, text) => {
    const rig = await desktop({ platform });
    expect(await rig.ask(desktopChannels.copyFiles, ['7', '8'])).toEqual(done);
    expect(await rig.seen.copied[0]?.[`electron application/osclipboard;format="${format}"`]?.text()).toBe(text);
  });

  it('I5: are copied one at a time on Windows, which is said when there are more', async () => {
    const rig = await desktop({ platform: 'win32' });
    expect(await rig.ask(desktopChannels.copyFiles, ['7'])).toEqual(done);
    const bytes = await rig.seen.copied[0]?.['electron application/osclipboard;format="FileNameW"']?.arrayBuffer();
    expect(Buffer.from(bytes ?? new ArrayBuffer(0)).toString('utf16le')).toBe('/lent/7/plans & <more>.pdf\0');
    expect(await rig.ask(desktopChannels.copyFiles, ['7', '8'])).toMatchObject({ kind: 'refused' });
    expect(rig.seen.copied.length).toBe(1);
  });

  it('I11: are saved into a folder that the page knows by a word alone', async () => {
    const rig = await desktop();
    expect(await rig.ask(desktopChannels.pickFolder)).toEqual({ kind: 'cancelled' });
    rig.answers.files.push('/home/me/saved');
    expect(await rig.ask(desktopChannels.pickFolder)).toEqual({ kind: 'chosen', grant: 'a word', name: 'saved' });
    expect(rig.engine().asked).toEqual(['grant /home/me/saved']);
    expect(rig.seen.openDialogs[0]?.properties).toEqual(['openDirectory', 'createDirectory']);
  });

  it.each([
    ['a path', '/etc/passwd'],
    ['a number', 7],
    ['nothing', undefined],
    ['a list for one', ['7']],
    ['zero', '0'],
  ])('S1: cannot be asked for by %s', async (_what, asked) => {
    const rig = await desktop();
    await expect(rig.ask(desktopChannels.openFile, asked)).rejects.toThrow('invalid');
    await expect(rig.ask(desktopChannels.dragFiles, [asked])).rejects.toThrow('invalid');
    await expect(rig.ask(desktopChannels.copyFiles, Array(101).fill('7'))).rejects.toThrow('too_big');
    expect(rig.engine().asked).toEqual([]);
  });

  it('say that they cannot be had while the engine starts again', async () => {
    const rig = await desktop();
    rig.engine().end(9);
    expect(await rig.ask(desktopChannels.openFile, '7')).toMatchObject({ kind: 'refused', error: { retriable: true } });
    rig.answers.files.push('/home/me/saved');
    expect(await rig.ask(desktopChannels.pickFolder)).toMatchObject({ kind: 'refused', error: { retriable: true } });
    expect(rig.seen.openedPaths).toEqual([]);
  });

  it('S1: are lent to the main process, which the engine tells from the page', async () => {
    const rig = await desktop();
    rig.send(desktopChannels.requestPort);
    expect(rig.engine().told).toEqual([
      { kind: 'serve', caller: 'program' },
      { kind: 'serve', caller: 'window' },
    ]);
  });
});

it('S1: every call of Electron that collected files need was exercised above', () => {
  const missed = new Set(recording.missed());
  expect(callsForFiles.filter((call) => missed.has(call))).toEqual([]);
});

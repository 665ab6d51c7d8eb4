import { describe, expect, it } from 'vitest';
import type { CompositionFile } from '../../../contract/compose.ts';
import type { Sha256 } from '../../../contract/ids.ts';
import { describeFile } from '../../../renderer/write/files/file-words.ts';
import { changeIncoming, copyingFiles, type IncomingFile } from '../../../renderer/write/files/incoming-files.ts';
import { dropFiles, moveFile } from '../../../renderer/write/files/move-file.ts';
import { readSizeMeter } from '../../../renderer/write/files/size-meter.ts';
import { fileGlyph, splitFileName } from '../../../renderer/write/files/split-file-name.ts';

const size = { encodedBytes: 31_400_000, limitBytes: 35_000_000, limitSetBy: 'finance@contoso.example' };

describe('the size meter', () => {
  it('C8: names the encoded size, the limit and who set it', () => {
    expect(readSizeMeter(size, 0, 'en')).toEqual({
      share: 31.4 / 35,
      tone: 'near',
      text: '31.4 of 35 MB after encoding · limit set by finance@contoso.example',
    });
  });

  it('counts files that are still being copied', () => {
    expect(readSizeMeter({ ...size, encodedBytes: 0 }, 5_700_000, 'en').text).toContain('7.8 of 35 MB');
  });

  it('never reads as if a message just over its limit fitted', () => {
    const meter = readSizeMeter({ ...size, encodedBytes: 35_000_001 }, 0, 'en');
    expect(meter).toMatchObject({ share: 1, tone: 'over' });
    expect(meter.text).toContain('35.1 of 35 MB');
  });
});

describe('a file row', () => {
  const file: CompositionFile = {
    file: 1,
    name: 'annex.zip',
    sizeBytes: 10,
    sha256: 'a'.repeat(64) as Sha256,
    confirmedBytes: 0,
    state: 'uploading',
    path: 'session',
    restart: null,
    contentId: null,
    source: null,
  };

  it('U1: says the state in the words of every screen', () => {
    expect(describeFile({ ...file, state: 'waiting' }, null, null).word).toBe('Waiting');
    expect(describeFile(file, null, 'about 20 s').word).toBe('Uploading, about 20 s');
    expect(describeFile({ ...file, state: 'checking' }, null, null).word).toBe('Checking');
    expect(describeFile({ ...file, state: 'attached' }, { kind: 'paused' }, null).word).toBe('Attached');
    expect(describeFile({ ...file, state: 'attached', contentId: 'x' }, null, null).word).toContain('in the text');
  });

  it('U1: shows no estimate while something holds it back, and says what', () => {
    expect(describeFile(file, { kind: 'paced', untilWords: '14:32' }, 'about 20 s').word).toBe('Paced until 14:32');
    expect(describeFile(file, { kind: 'paused' }, 'about 20 s').word).toBe('Paused');
    expect(describeFile(file, { kind: 'needsYou' }, 'about 20 s').word).toBe('Needs you');
    expect(describeFile(file, { kind: 'offline' }, null)).toEqual({
      word: 'Waiting. Will upload when online',
      tone: 'quiet',
    });
  });

  it('cuts a long name in its middle and keeps the extension', () => {
    expect(splitFileName('annex-A-drawings-final.zip')).toEqual({ start: 'annex-A-drawings-', end: 'final.zip' });
    expect(splitFileName('a.b')).toEqual({ start: '', end: 'a.b' });
    expect(splitFileName('no extension at all here')).toEqual({ start: 'no extension at all', end: ' here' });
    expect(splitFileName('.profile')).toEqual({ start: '.pr', end: 'ofile' });
  });

  it('shows the type as letters', () => {
    expect(['a.pdf', 'b.JPEG', 'c.xlsxm', 'Makefile', 'x.'].map(fileGlyph)).toEqual([
      'PDF',
      'JPEG',
      'XLSX',
      'FILE',
      'FILE',
    ]);
  });
});

describe('the order of files', () => {
  it('U12: moves one by a step and stops at the ends', () => {
    expect(moveFile([1, 2, 3], 3, -1)).toEqual([1, 3, 2]);
    expect(moveFile([1, 2, 3], 1, 1)).toEqual([2, 1, 3]);
    expect(moveFile([1, 2, 3], 1, -1)).toEqual([1, 2, 3]);
    expect(moveFile([1, 2, 3], 9, 1)).toEqual([1, 2, 3]);
  });

  it('U12: drops several together and keeps their order', () => {
    expect(dropFiles([1, 2, 3, 4], new Set([3, 1]), 4, 'after')).toEqual([2, 4, 1, 3]);
    expect(dropFiles([1, 2, 3, 4], new Set([4]), 1, 'before')).toEqual([4, 1, 2, 3]);
    expect(dropFiles([1, 2], new Set([1]), 1, 'before')).toEqual([1, 2]);
  });
});

describe('files on their way from the page', () => {
  const began: readonly IncomingFile[] = changeIncoming([], { kind: 'began', key: 'k', name: 'a.mov', sizeBytes: 100 });

  it('never counts backwards', () => {
    const forth = changeIncoming(began, { kind: 'copied', key: 'k', copiedBytes: 60 });
    const back = changeIncoming(forth, { kind: 'copied', key: 'k', copiedBytes: 20 });
    expect(back[0]?.copiedBytes).toBe(60);
  });

  it('keeps a refused file with its reason until it is dismissed, and waits for it no longer', () => {
    const error = {
      error_code: 'source_empty' as const,
      message: '“a.mov” is empty.',
      field: null,
      details: {},
      remediation: 'Choose another.',
      retriable: false,
    };
    const refused = changeIncoming(began, { kind: 'refused', key: 'k', error });
    expect(copyingFiles(refused)).toEqual([]);
    expect(refused[0]).toMatchObject({ state: 'refused', error });
    expect(changeIncoming(refused, { kind: 'ended', key: 'k' })).toEqual([]);
  });

  it('turns an interrupted file into a copying one when it is chosen again', () => {
    const remembered = changeIncoming([], { kind: 'remembered', key: 'k', name: 'a.mov', sizeBytes: 100 });
    expect(remembered[0]?.state).toBe('interrupted');
    expect(changeIncoming(remembered, { kind: 'began', key: 'k', name: 'a.mov', sizeBytes: 100 })).toEqual(began);
  });
});

import { describe, expect, it } from 'vitest';
import { isDangerous } from '../../../main/core/files/is-dangerous.ts';
import { sampleFile } from './sample-file.ts';

const judged = (name: string, changes: Parameters<typeof sampleFile>[0] = {}): boolean =>
  isDangerous(sampleFile({ name, type: 'other', contentType: 'application/octet-stream', ...changes }));

describe('the danger list', () => {
  it.each([
    'setup.exe',
    'SETUP.EXE',
    'setup.exe. . .',
    'setup.exe ',
    'invoice.pdf.exe',
    'invoice.exe.pdf',
    'invoice.pdf                                       .scr',
    'invoice\u202efdp.exe',
    'invoice\u202excod.pdf',
    '\u2066invoice\u2069.pdf',
    'invoice.exe\0.pdf',
    'invoice.pdf\0',
    'invoice.e\u00adxe',
    'run.BAT',
    'macro.docm',
    'page.html',
    'picture.svg',
    'image.iso',
    'link.lnk',
    'a.url',
    'b.webloc',
    'c.desktop',
    'd.terminal',
    'e.command',
    'f.settingcontent-ms',
    'g.application',
    'h.{20D04FE0-3AEA-1069-A2D8-08002B30309D}',
    '=?utf-8?B?aW52b2ljZS5leGU=?=',
    "utf-8''invoice%2Eexe",
    '../../invoice.ps1',
    'finance@sandbox.com',
  ])('has %j', (name) => {
    expect(judged(name)).toBe(true);
  });

  it.each([
    'plans.pdf',
    'plans.docx',
    'archive.tar.gz',
    'photo.jpeg',
    'Re: offer 3.5',
    'sandbox.com.pdf',
    'contract v1.2.pdf',
    'مرحبا\u200f.pdf',
    'notes',
    'exe',
    '',
  ])('does not have %j', (name) => {
    expect(judged(name)).toBe(false);
  });

  it('has every file whose bytes are a program, whatever it is called', () => {
    expect(judged('holiday.jpg', { type: 'program' })).toBe(true);
  });

  it('has no item for words in its subject that are followed by its own extension, unless they are a disguise', () => {
    expect(judged('minutes.html', { kind: 'item', type: 'mail' })).toBe(false);
    expect(judged('invoice.exe', { kind: 'item', type: 'mail' })).toBe(true);
  });
});

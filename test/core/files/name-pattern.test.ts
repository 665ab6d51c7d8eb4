import { describe, expect, it } from 'vitest';
import { nameFiles } from '../../../main/core/files/name-files.ts';
import { DEFAULT_PATTERN, fillPattern, parsePattern } from '../../../main/core/files/name-pattern.ts';
import { sampleFile } from './sample-file.ts';

const place = { number: 7, of: 120, utcOffsetMinutes: () => 60 };

function filled(pattern: string, changes: Parameters<typeof sampleFile>[0] = {}): string {
  return fillPattern(parsePattern(pattern), sampleFile(changes), place);
}

describe('I11: a name pattern', () => {
  it.each([
    [DEFAULT_PATTERN, 'plans.pdf'],
    ['{date} {time} {name}', '2026-11-22 00-05-09 plans.pdf'],
    ['{from} - {subject}', 'Orders (sandbox) - Re_ Plans 11_2026.pdf'],
    ['{mailbox} {stem}.{ext}', 'finance@sandbox.example plans.pdf'],
    ['{n}_{sha}', '007_abababababab.pdf'],
    ['{name} of {date}', 'plans.pdf of 2026-11-22.pdf'],
    ['{stem}.txt', 'plans.txt.pdf'],
    ['fixed', 'fixed.pdf'],
    ['{date}', '2026-11-22.pdf'],
  ])('%s gives %s', (pattern, name) => {
    expect(filled(pattern)).toBe(name);
  });

  it('makes every part safe, and the whole', () => {
    expect(filled('{from}', { fromName: '../..\\evil\u202e:' })).toBe('_.._evil_.pdf');
    expect(filled('{from}', { fromName: '...' })).toBe('orders@sandbox.example.pdf');
    expect(filled('{subject}', { subject: '' })).toBe('attachment.pdf');
    expect(filled('{subject}', { subject: 'CON' })).toBe('_CON.pdf');
    expect(Buffer.byteLength(filled('{subject} {name}', { subject: 'é'.repeat(400) }))).toBeLessThanOrEqual(200);
    expect(filled('{subject} {name}', { subject: 'é'.repeat(400) })).toMatch(/é\.pdf$/);
  });

  it('lets no words of a message become the extension of a file that has none', () => {
    const bare = { name: 'payload', contentType: 'application/octet-stream', type: 'other' };
    expect(filled('{subject}', { ...bare, subject: 'run.bat' })).toBe('run_bat');
    expect(filled('{name} {mailbox}', { ...bare, mailbox: 'a@sandbox.com' })).toBe('payload a@sandbox_com');
    expect(filled('{name}.txt', bare)).toBe('payload.txt');
  });

  it.each([
    ['{datum} {name}', '{datum} is no field'],
    ['{toString}', '{toString} is no field'],
    ['{name', 'no partner'],
    ['name}', 'no partner'],
    ['{date}/{name}', 'names files, and no folders'],
    ['..\\{name}', 'names files, and no folders'],
  ])('%s is refused, with what there is', (pattern, message) => {
    expect(() => parsePattern(pattern)).toThrow(
      expect.objectContaining({
        code: 'validation_error',
        message: expect.stringContaining(message),
        structured: expect.objectContaining({ field: 'pattern', remediation: expect.stringContaining('{subject}') }),
      }),
    );
  });

  it('never gives two files of one save the same name', () => {
    const files = ['a.pdf', 'A.pdf', 'b.pdf'].map((name) => sampleFile({ name }));
    expect(nameFiles(files, parsePattern('{name}'), () => 0)).toEqual(['a.pdf', 'A (2).pdf', 'b.pdf']);
    expect(nameFiles(files, parsePattern('{date}'), () => 0)).toEqual([
      '2026-11-21.pdf',
      '2026-11-21 (2).pdf',
      '2026-11-21 (3).pdf',
    ]);
    expect(nameFiles(files, parsePattern('{n} {name}'), () => 0)).toEqual(['1 a.pdf', '2 A.pdf', '3 b.pdf']);
  });
});

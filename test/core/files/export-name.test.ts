import { posix, win32 } from 'node:path';
import { array, assert, constantFrom, oneof, property, string } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeHeaderRemains } from '../../../main/core/files/decode-header-remains.ts';
import { exportName } from '../../../main/core/files/export-name.ts';
import { nameRegister } from '../../../main/core/files/name-register.ts';
import { hostileNames } from './hostile-names.ts';
import { sampleFile } from './sample-file.ts';

const named = (name: string, changes: Parameters<typeof sampleFile>[0] = {}): string =>
  exportName(sampleFile({ name, ...changes }));

const item = (name: string, type: string): string => named(name, { kind: 'item', type });

const unknownBytes = { contentType: 'application/octet-stream', type: 'other' };
const devices = ['CON', 'PRN', 'AUX', 'NUL', 'CONIN$', 'CONOUT$', 'CLOCK$'];
const ports = ['COM', 'LPT'].flatMap((port) => '0123456789¹²³'.split('').map((digit) => port + digit));

/** Everything that a name must not be, said in another way than the code says it. Null when it is fine. */
function faultOf(name: string): string | null {
  const bytes = Buffer.byteLength(name);
  if (bytes === 0 || bytes > 200) return `${bytes} bytes`;
  if (/\p{Cc}/u.test(name)) return 'control character';
  if (/[\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff]/.test(name)) return 'invisible or bidi character';
  if (':*?"<>|\\/'.split('').some((character) => name.includes(character))) return 'forbidden character';
  if (/^[. ]|[. ]$/.test(name)) return 'dot or space at an end';
  if (name !== name.normalize('NFC') || !name.isWellFormed()) return 'not normalized';
  const device = (name.split('.')[0] ?? '').trim().toUpperCase();
  if ([...devices, ...ports].includes(device)) return 'device of Windows';
  for (const path of [posix, win32]) {
    const root = path.resolve(path === win32 ? 'C:\\saved' : '/saved');
    const full = path.resolve(root, name);
    if (full !== root + path.sep + name || path.basename(full) !== name) return 'leaves the folder';
  }
  return null;
}

const fold = (name: string): string => name.normalize('NFC').toLowerCase();

const fragment = oneof(
  constantFrom(...hostileNames.filter((name) => name.length < 60)),
  constantFrom(
    '.',
    ' ',
    '/',
    '\\',
    ':',
    '\0',
    '\u202e',
    '\u200d',
    '.pdf',
    '.exe',
    'CON',
    'é',
    'e\u0301',
    '👨‍💻',
    '=?utf-8?q?',
  ),
  string({ unit: 'binary', maxLength: 12 }),
  string({ unit: 'grapheme', maxLength: 80 }),
);
const anyName = array(fragment, { maxLength: 5 }).map((fragments) => fragments.join(''));

describe('the name of a file outside', () => {
  it.each(hostileNames.map((name) => [JSON.stringify(name).slice(0, 60), name]))('is safe for %s', (_shown, name) => {
    expect(faultOf(named(name))).toBeNull();
    expect(faultOf(named(name, { contentType: 'application/octet-stream' }))).toBeNull();
    expect(faultOf(item(name, 'mail'))).toBeNull();
  });

  it('is safe for 100,000 generated ones, and stays when it is made again', () => {
    assert(
      property(anyName, constantFrom('file', 'item'), (name, kind) => {
        const once = named(name, { kind, ...unknownBytes });
        expect(faultOf(once)).toBeNull();
        // Unless cleaning uncovered something encoded, which is no name yet.
        const again = decodeHeaderRemains(once) === once ? named(once, { kind, ...unknownBytes }) : once;
        expect(again).toBe(once);
      }),
      { numRuns: 100_000 },
    );
  });

  it('never equals another in one folder, whatever the case and the normalization', () => {
    assert(
      property(array(anyName, { minLength: 2, maxLength: 30 }), (names) => {
        const register = nameRegister(['Plans.PDF']);
        const taken = names.map((name) => register.take(named(name)));
        expect(new Set([...taken, 'Plans.PDF'].map(fold)).size).toBe(names.length + 1);
        expect(taken.map(faultOf)).toEqual(taken.map(() => null));
      }),
      { numRuns: 3_000 },
    );
  });

  it.each([
    ['plans.pdf', 'plans.pdf'],
    ['../../etc/passwd', 'passwd.pdf'],
    ['..\\..\\Windows\\System32\\evil.dll', 'evil.dll'],
    ['plans.pdf:hidden.exe', 'plans.pdf_hidden.exe'],
    ['invoice\u202efdp.exe', 'invoicefdp.exe'],
    ['plans.exe\0.pdf', 'plans.exe.pdf'],
    ['what? "why"  <how>.txt', 'what_ _why_ _how_.txt'],
    ['con.txt', '_con.txt'],
    ['lpt³.pdf', '_lpt³.pdf'],
    ['desktop.ini', '_desktop.ini'],
    ['.bashrc', 'bashrc.pdf'],
    ['plans .pdf', 'plans.pdf'],
    ['', 'attachment.pdf'],
    ['...', 'attachment.pdf'],
    ['.pdf', 'pdf.pdf'],
    ['Re\u0301sume\u0301.pdf', 'Résumé.pdf'],
    ['👨‍💻 notes.txt', '👨‍💻 notes.txt'],
    ['می‌خواهم.pdf', 'می‌خواهم.pdf'],
    [`${'a'.repeat(300)}.pdf`, `${'a'.repeat(196)}.pdf`],
    [`${'👩‍👩‍👧‍👦'.repeat(12)}.png`, `${'👩‍👩‍👧‍👦'.repeat(7)}.png`],
  ])('makes %j into %j', (name, expected) => {
    expect(named(name)).toBe(expected);
  });

  it.each([
    ['=?UTF-8?Q?Rechnung_f=C3=BCr_Oktober.pdf?=', 'Rechnung für Oktober.pdf'],
    ['=?utf-8?B?UmVjaG51bmc=?= =?utf-8?B?LnBkZg==?=', 'Rechnung.pdf'],
    ['=?utf-8?B?Li4vLi4vZXZpbC5leGU=?=', 'evil.exe'],
    ["utf-8''na%C3%AFve%20plans.pdf", 'naïve plans.pdf'],
    ["utf-8'en'%2e%2e%2fevil.exe", 'evil.exe'],
    ["iso-8859-1'en'caf%E9.txt", 'café.txt'],
    ['=?iso-8859-1?Q?caf=E9?=.txt', 'café.txt'],
    ['100% of =3D.txt', '100% of =3D.txt'],
  ])('decodes what a mail program left encoded: %j', (name, expected) => {
    expect(named(name)).toBe(expected);
  });

  it.each(['=?koi8-r?B?8NLJ18XU?=.txt', '=?utf-8?Q?=FF=FE?=.txt', '=?utf-8?B?A?=.txt', '=?utf-8?B?_*_?=.txt'])(
    'leaves what does not decode without doubt: %j',
    (name) => {
      expect(named(name)).toBe(name.replaceAll(/[?*]/g, '_'));
    },
  );

  it('gives a name without extension the one of its bytes, and a program none', () => {
    expect(named('scan', { contentType: 'image/png; charset=binary' })).toBe('scan.png');
    expect(named('scan', { contentType: 'application/octet-stream' })).toBe('scan');
    expect(named('scan', { type: 'program' })).toBe('scan');
  });

  it('names an item after what it is, also when its subject looks like a file', () => {
    expect(item('AC/DC: tickets.exe', 'mail')).toBe('AC_DC_ tickets.exe.eml');
    expect(item('Plans.eml', 'mail')).toBe('Plans.eml');
    expect([item('', 'mail'), item('', 'contact'), item('', 'calendar')]).toEqual([
      'message.eml',
      'contact.vcf',
      'event.ics',
    ]);
  });
});

describe('names of one folder', () => {
  it('are numbered where they would be the same, also on a system that does not tell case', () => {
    const register = nameRegister(['plans.pdf', 'Plans (2).pdf']);
    expect(['PLANS.pdf', 'Résumé.txt', 'Re\u0301SUME\u0301.txt', 'other'].map((name) => register.take(name))).toEqual([
      'PLANS (3).pdf',
      'Résumé.txt',
      'Re\u0301SUME\u0301 (2).txt',
      'other',
    ]);
  });

  it('stay within the length with their number', () => {
    const register = nameRegister();
    const name = named(`${'a'.repeat(300)}.pdf`);
    expect([register.take(name), register.take(name)]).toEqual([name, `${'a'.repeat(192)} (2).pdf`]);
  });

  it('are found at once for ten thousand equal ones', () => {
    const register = nameRegister();
    const names = Array.from({ length: 10_000 }, () => register.take('plans.pdf'));
    expect([new Set(names).size, names.at(-1)]).toEqual([10_000, 'plans (10000).pdf']);
  });
});

import { describe, expect, it } from 'vitest';
import { chooseView } from '../../../renderer/preview/choose-view.ts';

type File = Parameters<typeof chooseView>[0];

const latin = (text: string): Uint8Array => Buffer.from(text, 'latin1');
const file = (name: string, more: Partial<File> = {}): File => ({
  name,
  kind: 'file',
  type: 'other',
  contentType: 'application/octet-stream',
  ...more,
});

describe('what a file is shown as', () => {
  it.each<[string, string, string, string]>([
    ['a PNG', '\u0089PNG\r\n\u001a\n', 'photo.pdf', 'image/png'],
    ['a JPEG', '\u00ff\u00d8\u00ff\u00e0', 'photo', 'image/jpeg'],
    ['a GIF', 'GIF89a', 'a.exe', 'image/gif'],
    ['a WebP', 'RIFF\0\0\0\0WEBP', 'a.txt', 'image/webp'],
    ['an AVIF', '\0\0\0\u0020ftypavif', 'a.avif', 'image/avif'],
    ['a BMP', 'BM\u0001\u0002\u0003\u0004\0\0\0\0', 'a.bmp', 'image/bmp'],
  ])('I4: %s is a picture by its bytes, whatever its name', (_, bytes, name, contentType) => {
    expect(chooseView(file(name), latin(bytes))).toEqual({ view: 'image', contentType });
  });

  it.each<[string, string, string, Partial<File>, string]>([
    ['a PDF with something before it', 'junk\n%PDF-1.4', 'a.txt', {}, 'pdf'],
    ['a DOCX', 'PK\u0003\u0004', 'Contract.DOCX', {}, 'word'],
    ['another archive', 'PK\u0003\u0004', 'plans.zip', {}, 'facts'],
    ['a sheet', 'PK\u0003\u0004', 'figures.xlsx', {}, 'facts'],
    ['CSV by its name', 'a;b\n1;2', 'figures.csv', {}, 'table'],
    ['CSV by what its sender says', 'a;b\n1;2', 'figures', { contentType: 'Text/CSV' }, 'table'],
    ['a message', 'From: a\r\n\r\n', 'letter.eml', {}, 'mail'],
    ['a forwarded message', 'From: a\r\n\r\n', 'Fwd: plans', { kind: 'item', type: 'mail' }, 'mail'],
    ['an invitation', 'BEGIN:VCALENDAR', 'meeting.ics', { type: 'calendar' }, 'text'],
    ['a page', '<html><script>1</script>', 'page.html', {}, 'text'],
    ['a page called drawing', '<html><script>1</script>', 'page.svg', { contentType: 'image/svg+xml' }, 'text'],
    ['a script that can run', 'echo 1', 'run.sh', { type: 'program' }, 'facts'],
    ['a program', 'MZ\u0090\0\u0003', 'photo.png', {}, 'facts'],
    ['text with a mark of UTF-16', '\u00ff\u00fea\0', 'a.txt', {}, 'text'],
    ['UTF-16 without a mark', 'h\0e\0l\0l\0o\0', 'a.txt', {}, 'text'],
    ['bytes that are nothing', '\0\0a\0\u0001', 'a.txt', {}, 'facts'],
    ['nothing at all', '', 'a.txt', {}, 'text'],
  ])('I4: %s', (_, bytes, name, more, view) => {
    expect(chooseView(file(name, more), latin(bytes)).view).toBe(view);
  });

  it('I4: a drawing is a picture only where it says that it is one', () => {
    const drawing = latin('<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"/>');
    expect(chooseView(file('cover.svg'), drawing)).toEqual({ view: 'image', contentType: 'image/svg+xml' });
    expect(chooseView(file('cover.xml'), drawing).view).toBe('text');
  });
});

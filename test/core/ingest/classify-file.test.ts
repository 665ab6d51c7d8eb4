import { describe, expect, it } from 'vitest';
import { classifyFile, describeStored } from '../../../main/core/ingest/classify-file.ts';
import { extensionTypes } from '../../../main/core/ingest/file-type-tables.ts';
import { findContentIds, isShownBy } from '../../../main/core/ingest/find-content-ids.ts';

const plain = { kind: 'file', name: 'thing', contentType: '', sniffed: null } as const;

describe('what people call a file', () => {
  it.each([
    ['its first bytes', { sniffed: 'application/pdf', name: 'picture.png', contentType: 'image/png' }, 'pdf'],
    [
      'its first bytes, also when they are a program',
      { sniffed: 'application/x-msdownload', name: 'bill.pdf' },
      'program',
    ],
    ['its name, when it is packed', { sniffed: 'application/zip', name: 'Plan.DOCX' }, 'document'],
    ['its name, when the bytes say nothing', { name: 'Zahlen.csv', contentType: 'text/plain' }, 'sheet'],
    ['the claim, when the name says nothing', { name: 'scan', contentType: 'image/tiff; name=scan' }, 'image'],
    ['the container, when nothing else says more', { sniffed: 'application/zip', name: 'archive' }, 'archive'],
    ['a family', { sniffed: 'video/x-unheard-of' }, 'video'],
    ['nothing', { name: 'README' }, 'other'],
    ['its last ending alone', { name: 'bill.pdf.exe ' }, 'program'],
  ] as const)('is decided by %s', (_why, more, type) => {
    expect(classifyFile({ ...plain, ...more })).toBe(type);
  });

  it('knows no ending twice', () => {
    expect(Object.keys(extensionTypes).length).toBeGreaterThan(100);
    expect(Object.values(extensionTypes)).not.toContain(undefined);
  });
});

describe('an item inside a message', () => {
  it.each([
    [null, 'Re: plans', 'Re: plans.eml', 'message/rfc822', 'mail'],
    ['text/vcard', 'Sandbox Legal', 'Sandbox Legal.vcf', 'text/vcard', 'contact'],
    ['text/calendar', 'Meeting.ics', 'Meeting.ics', 'text/calendar', 'calendar'],
  ] as const)('sniffed as %s gets the ending of its form', (sniffed, name, stored, contentType, type) => {
    const described = describeStored({ kind: 'item', name, contentType: '', sniffed });
    expect(described).toEqual({ name: stored, contentType, type });
  });
});

describe('a stored file', () => {
  it('keeps what its sender claimed, and gets what was seen where nothing was claimed', () => {
    expect(describeStored({ ...plain, contentType: 'image/x-mine', sniffed: 'image/png' }).contentType).toBe(
      'image/x-mine',
    );
    expect(
      describeStored({ ...plain, contentType: 'application/octet-stream', sniffed: 'image/png' }).contentType,
    ).toBe('image/png');
  });
});

describe('what a text shows', () => {
  it('is named after cid:, encoded or not, quoted or not', () => {
    const ids = findContentIds(`<img src="cid:a%40b"> <img src=CID:Two> url(cid:three) "cid:4&amp;5" cid:%zz`);
    expect([...ids]).toEqual(['a@b', 'two', 'three', '4&5', '%zz']);
  });

  it('is compared without case and brackets', () => {
    const ids = findContentIds('cid:Logo@1');
    expect(isShownBy(ids, ' <LOGO@1> ')).toBe(true);
    expect(isShownBy(ids, 'logo@2')).toBe(false);
    expect(isShownBy(ids, null)).toBe(false);
  });
});

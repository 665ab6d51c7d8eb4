import { describe, expect, it } from 'vitest';
import { createRedactor } from '../../../main/core/support/redactor.ts';

const redactor = () =>
  createRedactor({
    folders: [
      { path: '/home/sandbox user', word: '<home>' },
      { path: '/home/sandbox user/.local/share/Mailroom', word: '<data>' },
      { path: 'C:\\Users\\Sandbox\\Mailroom', word: '<data>' },
    ],
    secrets: ['aStaticToken-of-a-kind'],
    domains: ['sandbox.example'],
    people: ['Sandbox Finance'],
  });

describe('O7: the redactor of a support bundle', () => {
  it('gives each address one pseudonym, however it is written, and the same in every file', () => {
    const { text, json } = redactor();
    expect(text('from finance@sandbox.example to Sales@partner.example')).toBe(
      'from mailbox-1@example to mailbox-2@example',
    );
    expect(json({ to: 'FINANCE@SANDBOX.EXAMPLE', of: ['sales%40partner.example'] })).toEqual({
      to: 'mailbox-1@example',
      of: ['mailbox-2@example'],
    });
    expect(text('jörg.o’neill@bücher.example')).toBe('mailbox-3@example');
  });

  it.each([
    ['Bearer abcdef0123456789', '<secret>'],
    ['authorization: Basic dXNlcjpwYXNz', 'authorization: <secret>'],
    ['refresh_token=0.AXoA8x', 'refresh_token=<secret>'],
    ['"clientState":"s3cr3t-s3cr3t"', '"clientState":"<secret>"'],
    ['seen eyJhbGciOiJub25lIn0.eyJhIjoxfQ.c2ln here', 'seen <secret> here'],
    ['with aStaticToken-of-a-kind in it', 'with <secret> in it'],
    [
      'PUT https://outlook.office.com/api/gv1.0/users/x/AttachmentSessions/9?authtoken=eyJ',
      'PUT https://outlook.office.com/…',
    ],
    ['redis://:hunter2@cache.partner.example:6379/0', 'redis://domain-1.example:6379/…'],
    ['http://127.0.0.1:8443/graph/notifications', 'http://127.0.0.1:8443/…'],
  ])('leaves no secret of %s', (before, after) => {
    expect(redactor().text(before)).toBe(after);
  });

  it.each([
    ['/home/sandbox user/.local/share/Mailroom/blobs/ab/cd', '<data>/blobs/ab/cd'],
    ['C:\\Users\\Sandbox\\Mailroom\\mailroom.db is whole', '<data>/mailroom.db is whole'],
    ['cannot read "/home/sandbox user/Quarterly results.xlsx"', 'cannot read "<path>"'],
    ['cannot read /srv/shared/Quarterly results.xlsx', 'cannot read <path>'],
    ['cannot read /öffentlich/Fusion/Plan.docx', 'cannot read <path>'],
    ['cannot read D:\\Plans\\Merger.docx', 'cannot read <path>'],
    ['cannot read \\\\server\\share\\Merger.docx', 'cannot read <path>'],
  ])('tells no place on the computer: %s', (before, after) => {
    expect(redactor().text(before)).toBe(after);
  });

  it('knows the organisation and its people by name, as words alone', () => {
    const { text } = redactor();
    expect(text('inside: sandbox.example, not mysandbox.example')).toBe(
      'inside: domain-1.example, not mysandbox.example',
    );
    expect(text('asked SANDBOX finance about it')).toBe('asked person-1 about it');
  });

  it('leaves numbers, codes, times, ids and ratios as they are', () => {
    const { text, json } = redactor();
    const line = '{"time":"2026-11-21T08:10:44.000Z","event":"job.died","code":"graph_4xx","jobId":"41","ms":12}';
    expect(text(line)).toBe(line);
    expect(text('application/json, 3/4 of 8 and/or 9 MB/s')).toBe('application/json, 3/4 of 8 and/or 9 MB/s');
    expect(text('outlook_upload_session_total{result="failed"} 2')).toBe(
      'outlook_upload_session_total{result="failed"} 2',
    );
    expect(json({ ok: true, count: 3, none: null, accessToken: 'abc' })).toEqual({
      ok: true,
      count: 3,
      none: null,
      accessToken: '<secret>',
    });
  });
});

import { describe, expect, it } from 'vitest';
import { linkAmong, readLink } from '../../main/electron/read-link.ts';

const id = '0198c5a0-0000-7000-8000-000000000001';
const empty = { to: [], cc: [], bcc: [], subject: '', text: '' };

describe('a mailto link', () => {
  it('begins a message with what it names', () => {
    const link = 'mailto:ana%40sandbox.example,bo@sandbox.example?cc=c@sandbox.example&subject=A%20%2B+B&body=1%0D%0A2';
    expect(readLink(link)).toEqual({
      command: {
        kind: 'compose',
        words: {
          ...empty,
          to: ['ana@sandbox.example', 'bo@sandbox.example'],
          cc: ['c@sandbox.example'],
          subject: 'A ++B',
          text: '1\n2',
        },
      },
      ignored: [],
    });
  });

  it.each(['attach', 'attachment', 'Attachments', '%61ttach'])(
    'S4: never takes a file of this computer: %s is ignored and said so',
    (name) => {
      expect(readLink(`mailto:a@sandbox.example?${name}=/etc/passwd`)).toEqual({
        command: { kind: 'compose', words: { ...empty, to: ['a@sandbox.example'] } },
        ignored: ['attachment'],
      });
    },
  );

  it('does not let a line break into the subject or an address', () => {
    const { command } = readLink('mailto:a@sandbox.example%0d%0aBcc:x@evil.example?subject=A%0aBcc:%20x');
    expect(command).toMatchObject({ words: { subject: 'A Bcc: x', bcc: [] } });
    expect(JSON.stringify(command)).not.toMatch(/\\n|\\r/);
  });

  it('is bounded', () => {
    const many = Array.from({ length: 1000 }, () => 'a@b.example').join(',');
    expect(readLink(`mailto:${many}`)).toMatchObject({ command: { words: { to: { length: 200 } } } });
    expect(readLink(`mailto:a@b.example?body=${'x'.repeat(20_000)}`)).toEqual({
      command: null,
      ignored: ['unreadable link'],
    });
  });
});

describe('a mailroom link', () => {
  it.each([`mailroom:message/${id}`, `mailroom://message/${id}`, `MAILROOM:message/${id}/`])('shows %s', (link) => {
    expect(readLink(link)).toEqual({ command: { kind: 'show', id }, ignored: [] });
  });

  it.each(['mailroom:message/1', 'mailroom:message/../x', 'mailroom:send/x', `mailroom:message/${id}/x`])(
    'only shows the window for %s',
    (link) => {
      expect(readLink(link)).toEqual({ command: null, ignored: ['unknown place'] });
    },
  );

  it('is looked for among the arguments, and nothing else is', () => {
    expect(linkAmong(['/etc/passwd', 'https://x', 'mailto:a@b.example'])).toBe('mailto:a@b.example');
    expect(linkAmong(['/usr/bin/mailroom', '/home/me/mailto:x.txt', '--x=mailroom:message'])).toBe(null);
    expect(readLink('file:///etc/passwd').command).toBe(null);
  });
});

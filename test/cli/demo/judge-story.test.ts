import { describe, expect, it } from 'vitest';
import { judgeStory, type Evidence } from '../../../main/cli/demo/judge-story.ts';

const file = { path: '/tmp/a.bin', name: 'a.bin', sizeBytes: 1000, sha256: 'a'.repeat(64) };
const mail = {
  sender: 'sender@sandbox.example',
  subject: 'Plans',
  marker: 'm',
  recipients: [{ address: 'finance@sandbox.example', outcome: 'delivered' }],
  attachments: [{ name: 'a.bin', sizeBytes: 1000, sha256: 'a'.repeat(64) }],
};
const good: Evidence = {
  recipients: ['finance@sandbox.example'],
  files: [file],
  sessionBytes: 1000,
  chunkBytes: 100,
  delivered: [mail],
  uploaded: { taken: 1050, received: 1300 },
  violations: 0,
};

describe('the verdict of the demo', () => {
  it('is good when everything arrived once', () => {
    expect(judgeStory(good)).toEqual({
      ok: true,
      delivered: [{ address: 'finance@sandbox.example', copies: 1 }],
      duplicates: 0,
      files: [{ name: 'a.bin', sizeBytes: 1000, identical: true }],
      bytesTakenTwice: 50,
      bytesSentAgain: 250,
      violations: 0,
    });
  });

  it.each<[string, Partial<Evidence>]>([
    ['nothing arrived', { delivered: [] }],
    ['it went twice', { delivered: [mail, mail] }],
    [
      'it bounced',
      { delivered: [{ ...mail, recipients: [{ address: 'finance@sandbox.example', outcome: 'bounced' }] }] },
    ],
    ['a byte is wrong', { delivered: [{ ...mail, attachments: [{ name: 'a.bin', sizeBytes: 1000, sha256: 'b' }] }] }],
    ['a file is missing', { delivered: [{ ...mail, attachments: [] }] }],
    ['a file came twice', { delivered: [{ ...mail, attachments: [...mail.attachments, ...mail.attachments] }] }],
    ['more than a chunk was uploaded twice', { uploaded: { taken: 1101, received: 1200 } }],
    ['a rule of the service was broken', { violations: 1 }],
  ])('is bad when %s', (_case, change) => {
    expect(judgeStory({ ...good, ...change }).ok).toBe(false);
  });
});

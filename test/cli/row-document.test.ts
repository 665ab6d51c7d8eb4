import { describe, expect, it } from 'vitest';
import { outboxDocument, sendDocument } from '../../main/cli/row-document.ts';
import { rowWords, rowWordsWithError } from '../../main/cli/row-words.ts';
import { sampleError, sampleRow } from './sample-row.ts';

const nowMs = Date.parse('2026-11-21T10:00:00.000Z');

const fullMailbox = {
  address: 'bob@fabrikam.example',
  kind: 'bounced',
  code: '5.2.2',
  reason: 'the mailbox is full',
  said: '554 5.2.2 mailbox full',
  at: '2026-11-21T10:00:00.000Z',
  isAddressee: true,
  settled: null,
  resentAs: null,
} as const;

describe('the JSON of a message', () => {
  it('L2: has exactly the promised names', () => {
    const send = ['id', 'key', 'state', 'reason', 'draftId', 'sentId', 'correlationId', 'attachments', 'error'];
    expect(Object.keys(sendDocument(sampleRow()))).toEqual(send);
    expect(Object.keys(outboxDocument(sampleRow()))).toEqual([
      ...send,
      'subject',
      'totalBytes',
      'confirmedBytes',
      'updatedAt',
      'recipients',
      'sendAt',
      'onServer',
    ]);
    const file = ['name', 'sizeBytes', 'sha256', 'confirmedBytes', 'state', 'path'];
    expect(sendDocument(sampleRow()).attachments.map((attachment) => Object.keys(attachment))).toEqual([file]);
  });
});

describe('the words of a message', () => {
  it('L5: says where it stands, with its id and key', () => {
    const row = sampleRow({ state: 'sent', sentId: 'AAMk=', confirmedBytes: 100_000_000, cancellable: false });
    expect(rowWords(row, nowMs)).toEqual([
      'In Sent Items',
      '  "Plans" · 2 recipients · 1 file · 100 of 100 MB',
      `  id ${row.id} · key plans-1`,
    ]);
  });

  it('C11: says when it leaves, in which zone, and what has to run then', () => {
    const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
    const row = sampleRow({ state: 'scheduled', sendAt: '2026-12-24T08:00:00.000Z' });
    expect(rowWords(row, nowMs)).toContainEqual(expect.stringContaining(`2026`));
    expect(rowWords(row, nowMs)).toContainEqual(expect.stringContaining(`(${timeZone}); a running Mailroom`));
    const kept = sampleRow({ ...row, onServer: true });
    expect(rowWords(kept, nowMs)).toContainEqual(expect.stringContaining('Microsoft 365 keeps it until then'));
    const asked = sampleRow({ ...kept, reason: 'Being taken back from the mailbox.' });
    expect(rowWords(asked, nowMs)).toContainEqual(expect.stringContaining('counts as cancelled once that is proven'));
    const gone = sampleRow({ ...row, state: 'sent', cancellable: false });
    expect(rowWords(gone, nowMs).join()).not.toContain(timeZone);
  });

  it('C12: names each recipient with what came back, in words and as JSON', () => {
    const row = sampleRow({
      state: 'bounced',
      reason: 'the mailbox is full (5.2.2)',
      recipients: ['Bob@fabrikam.example', 'finance@sandbox.example'],
      verdicts: [fullMailbox],
    });
    expect(rowWords(row, nowMs)).toContain('  bob@fabrikam.example: Bounced, 5.2.2: the mailbox is full');
    expect(rowWords(row, nowMs).join()).toContain(`mailroom outbox resend ${row.id}`);
    expect(outboxDocument(row).recipients).toMatchObject([
      { address: 'Bob@fabrikam.example', verdict: 'bounced', code: '5.2.2', settled: null },
      { address: 'finance@sandbox.example', verdict: null, code: null },
    ]);
  });

  it('shows how to decide when a message may have left', () => {
    const row = sampleRow({ state: 'needsYou', cancellable: false, error: sampleError('send_unconfirmed') });
    const words = rowWordsWithError(row, nowMs).join('\n');
    expect(words).toContain('Do this next.');
    expect(words).toContain(`mailroom outbox confirm ${row.id} --sent | --send-again`);
  });
});

import { describe, expect, it } from 'vitest';
import { outboxDocument, sendDocument } from '../../main/cli/row-document.ts';
import { rowWords, rowWordsWithError } from '../../main/cli/row-words.ts';
import { sampleError, sampleRow } from './sample-row.ts';

const nowMs = Date.parse('2026-11-21T10:00:00.000Z');

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
    ]);
    const file = ['name', 'sizeBytes', 'sha256', 'confirmedBytes', 'state'];
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

  it('shows how to decide when a message may have left', () => {
    const row = sampleRow({ state: 'needsYou', cancellable: false, error: sampleError('send_unconfirmed') });
    const words = rowWordsWithError(row, nowMs).join('\n');
    expect(words).toContain('Do this next.');
    expect(words).toContain(`mailroom outbox confirm ${row.id} --sent | --send-again`);
  });
});

import { describe, expect, it } from 'vitest';
import type { OutboxRow } from '../../contract/outbox.ts';
import { decideQuit } from '../../main/electron/quit-guard.ts';
import { desktopRow, file } from './desktop-row.ts';

const nowMs = Date.parse('2026-11-21T14:00:00.000Z');
const at = (seconds: number): string => new Date(nowMs + seconds * 1000).toISOString();
const timeOf = (ms: number): string => new Date(ms).toISOString().slice(11, 16);
const decide = (rows: readonly OutboxRow[]) => decideQuit(rows, nowMs, timeOf);

const uploading = desktopRow(1, { state: 'uploading', attachments: [file('uploading'), file('waiting')] });
const held = desktopRow(2, { state: 'held', attachments: [], heldUntil: at(5.2) });

describe('quitting', () => {
  it('S6: names what continues and what waits', () => {
    expect(decide([uploading, held])).toEqual({
      kind: 'ask',
      message: '2 uploads will pause and continue next time. 1 message is held for 6 s.',
    });
  });

  it.each<[string, OutboxRow[], string]>([
    ['one upload', [{ ...uploading, attachments: [file('uploading')] }], '1 upload will pause and continue next time.'],
    [
      'files of a message that is still being written',
      [{ ...uploading, state: 'draft' }],
      '2 uploads will pause and continue next time.',
    ],
    ['a paced upload', [{ ...uploading, state: 'paced' }], '2 uploads will pause and continue next time.'],
    [
      'a message that has only begun',
      [{ ...uploading, state: 'checked', attachments: [] }],
      '1 message will wait and continue next time.',
    ],
    [
      'two held messages',
      [held, desktopRow(3, { state: 'held', heldUntil: at(30), attachments: [] })],
      '2 messages are held, the first for 6 s.',
    ],
    [
      'a scheduled message',
      [desktopRow(3, { state: 'scheduled', waitingUntil: at(1920), attachments: [] })],
      '1 message is scheduled for 14:32 and leaves only while Mailroom runs.',
    ],
    [
      'a message on its way',
      [desktopRow(3, { state: 'sending' })],
      '1 message is being sent; next time Mailroom makes sure that it left once.',
    ],
    [
      'messages that are looked for',
      [desktopRow(3, { state: 'unconfirmed' }), desktopRow(4, { state: 'accepted' })],
      '2 messages are being looked for in Sent Items; that continues next time.',
    ],
  ])('says so of %s', (_name, rows, message) => {
    expect(decide(rows)).toEqual({ kind: 'ask', message });
  });

  it.each<OutboxRow['state']>(['paused', 'sent', 'needsYou', 'bounced', 'failed', 'cancelled'])(
    'does not ask for messages that are %s',
    (state) => {
      expect(decide([desktopRow(1, { state })])).toEqual({ kind: 'quit' });
    },
  );

  it('C11: does not ask for a message that the service keeps until its time', () => {
    const kept = desktopRow(3, { state: 'scheduled', sendAt: at(1920), onServer: true, attachments: [] });
    expect(decide([kept])).toEqual({ kind: 'quit' });
  });

  it('does not ask for a draft whose files are attached, or for nothing', () => {
    expect(decide([desktopRow(1, { state: 'draft', attachments: [file('attached')] })])).toEqual({ kind: 'quit' });
    expect(decide([])).toEqual({ kind: 'quit' });
  });
});

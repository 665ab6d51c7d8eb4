import { describe, expect, it } from 'vitest';
import { accountId } from '../../../contract/ids.ts';
import type { ShellStatus } from '../../../contract/shell.ts';
import { findRows, findVerbs } from '../../../renderer/shell/palette-items.ts';
import { statusClauses } from '../../../renderer/shell/status-clauses.ts';
import { transfersOf } from '../../../renderer/shell/transfers.ts';
import { unsentOf } from '../../../renderer/settings/unsent.ts';
import { rememberRow } from '../../../renderer/outbox/outbox-memory.ts';
import { fileOf, outboxRowOf } from '../outbox/outbox-row-of.ts';

const now = new Date(2026, 10, 21, 14, 0).getTime();
const account = accountId.parse('sandbox:sender');
const status: ShellStatus = {
  accounts: [{ id: account, address: 'sender@sandbox.example', signInNeeded: false }],
  tenant: 'sandbox',
  internalOnly: null,
  internalOnlyBy: null,
  moving: { uploading: 2, total: 5, bytesPerSecond: 14e6 },
  waits: [],
  workerSeenAt: new Date(now - 4000).toISOString(),
  workerTriesAgainAt: null,
  network: 'online',
  paused: false,
  pausedUntil: null,
  largeWaitFor: [],
  uploadLimitBytesPerS: 0,
};
const sentence = (change: Partial<ShellStatus>): string =>
  statusClauses({ ...status, ...change }, 'connected', now)
    .map(({ words }) => words)
    .join(' · ');

describe('the status line', () => {
  it('is one sentence of fact', () => {
    expect(sentence({})).toBe(
      'sender@sandbox.example · 2 of 5 uploading, 14 MB/s · worker seen 4 s ago · online · sandbox tenant',
    );
  });

  it('leaves out what nobody knows', () => {
    expect(
      sentence({ network: 'unknown', tenant: 'entra', moving: { uploading: 0, total: 0, bytesPerSecond: 0 } }),
    ).toBe('sender@sandbox.example · nothing moving · worker seen 4 s ago');
  });

  it('tells no speed while nothing is being uploaded', () => {
    expect(sentence({ moving: { uploading: 0, total: 1, bytesPerSecond: 14e6 } })).toContain(' · 1 under way · ');
  });

  it('J9: is loud without a worker', () => {
    const clauses = statusClauses({ ...status, workerSeenAt: null }, 'connected', now);
    expect(clauses.find(({ id }) => id === 'worker')).toEqual({ id: 'worker', words: 'no worker', tone: 'brick' });
  });

  it('says nothing old while the engine cannot be reached', () => {
    expect(statusClauses(status, 'lost', now).map(({ id }) => id)).toEqual(['connection']);
  });
});

describe('the palette', () => {
  it('finds verbs by how their words begin, in any order', () => {
    expect(findVerbs('set').map(({ shortcut }) => shortcut)).toEqual(['goSettings']);
    expect(findVerbs('mess new').map(({ shortcut }) => shortcut)).toEqual(['write']);
    expect(findVerbs('xyz')).toEqual([]);
  });

  it('takes an id as it was copied from a log', () => {
    const row = outboxRowOf();
    expect(findRows([row], `"${row.correlationId}",`)).toEqual([row]);
    expect(findRows([row], ` ${row.id.toUpperCase()} `)).toEqual([row]);
    expect(findRows([row], '01970000-0000-7000-8000-00000000ffff')).toEqual([]);
  });
});

describe('U9: the transfers', () => {
  it('are the files that are not attached, in the order of their messages', () => {
    const done = fileOf(5, 5, { state: 'attached' });
    const second = outboxRowOf({ createdAt: '2026-11-21T10:00:00.000Z', attachments: [done, fileOf(5, 0)] });
    const first = outboxRowOf({ createdAt: '2026-11-21T09:00:00.000Z', attachments: [fileOf(5, 1)] });
    const sent = outboxRowOf({ state: 'sent', attachments: [fileOf(5, 0)] });
    const found = transfersOf([second, first, sent].map((row) => rememberRow(undefined, row, now)));
    expect(found.map(({ memory, index }) => [memory.row.createdAt, index])).toEqual([
      [first.createdAt, 0],
      [second.createdAt, 1],
    ]);
  });
});

describe('signing out', () => {
  it('names every message of the mailbox that has not come to an end, unconfirmed ones too', () => {
    const rows = [
      outboxRowOf({ subject: 'a', state: 'unconfirmed' }),
      outboxRowOf({ subject: 'b', state: 'sent' }),
      outboxRowOf({ subject: 'c', state: 'uploading', account: accountId.parse('other:one') }),
    ];
    expect(unsentOf(rows, account).map(({ subject }) => subject)).toEqual(['a']);
  });
});

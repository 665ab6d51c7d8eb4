import { describe, expect, it } from 'vitest';
import type { FollowedFolder, IngestStatus } from '../../../contract/ingest.ts';
import { accountId } from '../../../contract/ids.ts';
import { costWords, folderWords, ingestNotices } from '../../../renderer/files/ingest-words.ts';
import { readWebhookForm } from '../../../renderer/settings/read-webhook-form.ts';
import { statusClauses } from '../../../renderer/shell/status-clauses.ts';

const nowMs = Date.parse('2026-11-21T14:06:00.000Z');

function folderOf(facts: Partial<FollowedFolder> = {}): FollowedFolder {
  return {
    account: accountId.parse('sandbox:sender'),
    mailbox: 'sender@sandbox.example',
    folder: 'inbox',
    name: 'Inbox',
    since: null,
    phase: 'steady',
    lastLookAt: '2026-11-21T14:05:00.000Z',
    nextLookAt: '2026-11-21T14:10:00.000Z',
    backlog: 0,
    oldestWaitingSince: null,
    notificationsUntil: null,
    waitsFor: null,
    ...facts,
  };
}

function statusOf(facts: Partial<IngestStatus> = {}): IngestStatus {
  return {
    folders: [folderOf()],
    pausedFor: null,
    workerSeenAt: '2026-11-21T14:05:58.000Z',
    stored: 27,
    needsYou: 0,
    webhook: { port: null, publicUrl: null, problem: null, isManaged: false },
    ...facts,
  };
}

function notices(facts: Partial<IngestStatus>): readonly string[] {
  return ingestNotices(statusOf(facts), nowMs).map(({ words, tone }) => `${tone}: ${words}`);
}

describe('what is said of collecting', () => {
  it('is nothing while all is well', () => {
    expect(notices({})).toEqual([]);
    expect(notices({ folders: [], workerSeenAt: null })).toEqual([]);
  });

  it('I10: says what a full disk stops, and that it goes on by itself', () => {
    const pausedFor = {
      because: 'diskFull',
      freeBytes: 200_000_000,
      neededBytes: 2_100_000_000,
      waitingFiles: 214,
    } as const;
    expect(notices({ pausedFor })).toEqual([
      'amber: The disk has 200 MB free. 214 files wait and continue by themselves when 2.1 GB are free.',
    ]);
    const [, , clause] = statusClauses(
      {
        accounts: [],
        tenant: 'sandbox',
        internalOnly: null,
        internalOnlyBy: null,
        moving: { uploading: 0, total: 0, bytesPerSecond: 0 },
        waits: [],
        workerSeenAt: null,
        workerTriesAgainAt: null,
        network: 'unknown',
        paused: false,
        pausedUntil: null,
        largeWaitFor: [],
        uploadLimitBytesPerS: 0,
      },
      'connected',
      nowMs,
      statusOf({ pausedFor }),
    );
    expect(clause).toEqual({ id: 'ingest', words: 'files wait: the disk is full', tone: 'amber' });
  });

  it('says that a worker is gone, a sign-in is needed and a place was lost, and what stays safe', () => {
    expect(notices({ workerSeenAt: null })[0]).toContain('New files wait in the mailbox.');
    expect(
      notices({ folders: [folderOf({ waitsFor: 'signIn' }), folderOf({ folder: 'b', waitsFor: 'signIn' })] }),
    ).toEqual(['amber: sender@sandbox.example wants you to sign in again. New files wait in the mailbox.']);
    expect(notices({ folders: [folderOf({ phase: 'resync' })] })[0]).toContain('nothing is fetched twice');
    expect(notices({ needsYou: 2 })[0]).toContain('2 files could not be fetched');
  });

  it('I9: says of a folder how far it is and when it is looked at again', () => {
    expect(folderWords(folderOf(), nowMs)).toEqual({ words: 'Looked at 14:05, next 14:10', tone: 'ink' });
    expect(folderWords(folderOf({ backlog: 3 }), nowMs).words).toBe('3 messages on the way');
    expect(folderWords(folderOf({ phase: 'first' }), nowMs).words).toBe('Being read for the first time');
    expect(folderWords(folderOf({ waitsFor: 'throttled' }), nowMs).tone).toBe('amber');
  });

  it('says what a choice costs before it is made', () => {
    const cost = { messages: 12_400, requests: 24_862, atLeastMs: 1_800_000 };
    expect(costWords(cost, 'everything')).toBe(
      'Reads a list of 12,400 messages once: at least 24,862 requests, at least 30 min. Each file is one more request.',
    );
    expect(costWords({ messages: 17, requests: 1, atLeastMs: 0 }, 'fromNow')).toBe(
      'Reads a list of 17 messages once: at least 1 request. Fetches no older file.',
    );
  });

  it('reads a port and a public address, and never sends mail plainly over the network', () => {
    expect(readWebhookForm('8443', 'https://hook.example.org')).toMatchObject({ kind: 'read', port: 8443 });
    expect(readWebhookForm('8443', 'http://127.0.0.1:8443').kind).toBe('read');
    expect(readWebhookForm('8443', 'http://hook.example.org').addressProblem).not.toBeNull();
    expect(readWebhookForm('99999', '').portProblem).not.toBeNull();
    expect(readWebhookForm('', '')).toEqual({ kind: 'unread', portProblem: null, addressProblem: null });
  });
});

import { describe, expect, it } from 'vitest';
import { sha256 } from '../../../contract/ids.ts';
import type { WriteDb } from '../../../main/adapters/sqlite/connection.ts';
import { sqliteJobStore } from '../../../main/adapters/sqlite/job-store.ts';
import { sqliteOutboxStore } from '../../../main/adapters/sqlite/outbox/outbox-store.ts';
import { MailroomError, structuredError } from '../../../main/core/mailroom-error.ts';
import { advanceJob } from '../../../main/core/outbox/outbox-jobs.ts';
import { steps, unsentSteps } from '../../../main/core/outbox/outbox-record.ts';
import type { NewOutboxMessage } from '../../../main/core/ports/outbox-store.ts';
import { openTestDatabase, temporaryFolder } from '../../helpers/open-test-database.ts';
import { sampleAccount, sampleContent, sampleId } from '../../helpers/sample-outbox.ts';

function newMessage(n = 1, more: Partial<NewOutboxMessage> = {}): NewOutboxMessage {
  const file = { name: 'a.bin', contentType: 'x/y', contentId: 'cid', sizeBytes: 9, mode: 'session' } as const;
  return {
    id: sampleId(n),
    account: sampleAccount,
    key: `key-${String(n)}`,
    contentDigest: 'digest',
    content: sampleContent,
    path: 'draft',
    submittedAtMs: 5,
    correlationId: '00000000-0000-4000-8000-000000000001',
    attachments: [{ ...file, sha256: sha256.parse('a'.repeat(64)) }],
    ...more,
  };
}

function openStore(db: WriteDb = openTestDatabase()) {
  const jobs = sqliteJobStore(db);
  const store = sqliteOutboxStore(db, jobs);
  const insert = (message = newMessage(), nowMs = 10) => store.insert(message, advanceJob(message, nowMs), nowMs);
  return { db, jobs, store, insert };
}

describe('insert', () => {
  it('stores message, files and job together, and all of it is there for the next process', () => {
    const folder = temporaryFolder();
    const first = openStore(openTestDatabase(folder));
    const { record } = first.insert();
    const second = openStore(openTestDatabase(folder));
    expect(second.store.get(record.id)).toEqual(record);
    expect(record).toMatchObject({
      ...newMessage(),
      step: 'staged',
      sends: 0,
      createdAtMs: 10,
      attachments: [
        { position: 0, name: 'a.bin', contentId: 'cid', mode: 'session', step: 'waiting', confirmedBytes: 0 },
      ],
    });
    expect(second.jobs.list({ states: ['ready'] })).toMatchObject([{ payload: { outboxId: record.id } }]);
    expect(second.store.journal(record.id)).toMatchObject([{ atMs: 10, step: 'staged', requestId: null }]);
  });

  it('leaves the first message of a key untouched, and adds neither message nor job', () => {
    const { store, jobs, insert } = openStore();
    expect(insert().created).toBe(true);
    const repeated = insert(newMessage(2, { key: 'key-1', contentDigest: 'other' }), 99);
    expect(repeated).toMatchObject({ created: false, record: { id: sampleId(1), contentDigest: 'digest' } });
    expect([store.list({}).length, jobs.list({}).length, store.get(sampleId(2))]).toEqual([1, 1, null]);
  });

  it('keeps neither when the job cannot be stored', () => {
    const { db } = openStore();
    const failing = {
      place: () => false,
      enqueue: () => {
        throw new Error('no room for the job');
      },
    };
    const store = sqliteOutboxStore(db, failing);
    expect(() => store.insert(newMessage(), advanceJob(newMessage(), 1), 1)).toThrow('no room for the job');
    expect([store.list({}), store.findByKey(sampleAccount, 'key-1')]).toEqual([[], null]);
  });
});

describe('change', () => {
  it('happens in one of the guarded steps only', () => {
    const { store, insert } = openStore();
    const { id } = insert().record;
    expect(store.change(id, { from: ['drafted'] }, { step: 'sealing' }, { what: 'never' }, 20)).toBeNull();
    expect(store.change(id, { from: ['staged'] }, { step: 'drafting' }, { what: 'now' }, 20)).toMatchObject({
      step: 'drafting',
      updatedAtMs: 20,
    });
    expect(store.journal(id).map((entry) => entry.what)).toEqual(['Checked and safe on disk, with its files.', 'now']);
  });

  it('does not happen to a paused message where the guard says so, nor to one that is not there', () => {
    const { store, insert } = openStore();
    const { id } = insert().record;
    store.change(id, { from: unsentSteps }, { pausedAtMs: 15 }, null, 15);
    const guard = { from: ['staged'], unlessPaused: true } as const;
    expect(store.change(id, guard, { step: 'drafting' }, null, 20)).toBeNull();
    expect(store.changeAttachment(id, 0, guard, { step: 'open' }, null, 20)).toBeNull();
    expect(store.change(sampleId(9), { from: steps }, { step: 'sent' }, null, 20)).toBeNull();
    expect(store.changeAttachment(id, 7, { from: steps }, { step: 'open' }, null, 20)).toBeNull();
    expect(store.get(id)).toMatchObject({ step: 'staged', updatedAtMs: 15, attachments: [{ step: 'waiting' }] });
  });

  it('keeps every field that a step may write', () => {
    const { store, insert } = openStore();
    const { id } = insert().record;
    const error = structuredError('throttled_429', { message: 'm', remediation: 'r', details: { a: [1, null] } });
    const change = {
      step: 'unknown',
      submittedAtMs: 1,
      pausedAtMs: 2,
      draftId: 'd',
      draftDigest: 'g',
      draftTries: 3,
      draftTriedAtMs: 4,
      sends: 5,
      sendTriedAtMs: 6,
      acceptedAtMs: 7,
      looks: 8,
      firstLookAtMs: 9,
      draftSightings: 10,
      sentId: 's',
      wait: { because: 'looking', untilMs: 11, count: 12 },
      error,
    } as const;
    store.change(id, { from: ['staged'] }, change, null, 30);
    expect(store.get(id)).toMatchObject(change);
    const file = {
      mode: 'small',
      step: 'open',
      sealedUploadUrl: 'sealed',
      sessionExpiresAtMs: 1,
      confirmedBytes: 9,
      remoteId: 'r',
    } as const;
    store.changeAttachment(id, 0, { from: ['unknown'] }, file, { what: 'file', requestId: 'q' }, 40);
    expect(store.get(id)).toMatchObject({ updatedAtMs: 40, attachments: [file] });
    expect(store.journal(id).at(-1)).toEqual({ atMs: 40, step: 'unknown', what: 'file', requestId: 'q' });
  });

  it('refuses more confirmed bytes than the file has', () => {
    const { store, insert } = openStore();
    const { id } = insert().record;
    expect(() => store.changeAttachment(id, 0, { from: steps }, { confirmedBytes: 10 }, null, 20)).toThrow(
      'CHECK constraint failed',
    );
    expect(store.get(id)?.attachments[0]?.confirmedBytes).toBe(0);
  });

  it('enqueues its job with it or not at all', () => {
    const { store, jobs, insert } = openStore();
    const { record } = insert();
    const job = { ...advanceJob(record, 20), dedupeKey: 'second' };
    store.change(record.id, { from: ['sent'] }, { step: 'cancelled' }, null, 20, job);
    expect(jobs.list({})).toHaveLength(1);
    store.change(record.id, { from: ['staged'] }, { step: 'cancelled' }, null, 20, job);
    expect(jobs.list({})).toHaveLength(2);
  });

  it('is refused to a former owner of the data folder', () => {
    const folder = temporaryFolder();
    const former = openStore(openTestDatabase(folder));
    const { id } = former.insert().record;
    const owner = openStore(openTestDatabase(folder));
    expect(() => former.store.change(id, { from: ['staged'] }, { step: 'sent' }, null, 20)).toThrow(MailroomError);
    expect(() => former.insert(newMessage(2))).toThrow(MailroomError);
    expect(owner.store.list({})).toMatchObject([{ id, step: 'staged' }]);
  });
});

describe('list and onChange', () => {
  it('lists the oldest first, by step and account', () => {
    const { store, insert } = openStore();
    insert(newMessage(2), 20);
    insert(newMessage(1), 30);
    insert(newMessage(3), 10);
    store.change(sampleId(1), { from: ['staged'] }, { step: 'sent' }, null, 40);
    const ids = (filter: Parameters<typeof store.list>[0]) => store.list(filter).map((record) => record.id);
    expect(ids({})).toEqual([sampleId(3), sampleId(2), sampleId(1)]);
    expect(ids({ steps: ['sent', 'failed'] })).toEqual([sampleId(1)]);
    expect(ids({ steps: [], account: sampleAccount })).toEqual([]);
    expect(ids({ account: sampleAccount })).toHaveLength(3);
  });

  it('tells of each committed change, and of nothing that did not happen', () => {
    const { store, insert } = openStore();
    const seen: string[] = [];
    const stop = store.onChange((record) => seen.push(record.step));
    const { id } = insert().record;
    insert();
    store.change(id, { from: ['sent'] }, { step: 'failed' }, null, 20);
    store.change(id, { from: ['staged'] }, { step: 'drafting' }, null, 20);
    store.changeAttachment(id, 0, { from: ['drafting'] }, { step: 'open' }, null, 20);
    stop();
    store.change(id, { from: ['drafting'] }, { step: 'drafted' }, null, 20);
    expect(seen).toEqual(['staged', 'drafting', 'drafting']);
  });

  it('refuses a row that it cannot read instead of taking it for a message', () => {
    const { db, store, insert } = openStore();
    const { id } = insert().record;
    db.connection.prepare("UPDATE outbox SET content = '{}' WHERE id = ?").run(id);
    expect(() => store.get(id)).toThrow('unreadable JSON column');
  });
});

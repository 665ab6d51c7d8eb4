import { describe, expect, it } from 'vitest';
import type { FileId } from '../../../../contract/files.ts';
import {
  ingestStoreRig,
  must,
  newFile,
  sampleJob,
  sampleMailbox,
  sampleMessage,
  storedFile,
} from '../../../helpers/ingest-store-rig.ts';

const receivedAtMs = sampleMessage().receivedAtMs;

function noticed(messageId = 'a') {
  const rig = ingestStoreRig();
  return { ...rig, id: add(rig, messageId) };
}

function add(rig: ReturnType<typeof ingestStoreRig>, messageId: string): number {
  rig.store.notice(sampleMailbox, messageId, sampleJob(messageId), 7);
  return must(rig.store.message(sampleMailbox, messageId)?.id);
}

function only(ids: readonly { readonly id: FileId }[]): FileId {
  return must(ids[0]?.id);
}

describe('the steps of a message', () => {
  it('GW2: end in a complete message whose files name their bytes', () => {
    const { store, id, changes } = noticed();
    store.saveMessage(id, sampleMessage(), 8);
    expect(store.message(sampleMailbox, 'a')).toMatchObject({ state: 'noticed', receivedAtMs });
    expect(store.body(id)).toBe('<p>See the invoice.</p>');
    const listed = store.saveListing(id, [newFile('one'), newFile('two', { kind: 'link' })], 9);
    expect(listed.map(({ attachmentId, state }) => [attachmentId, state])).toEqual([
      ['one', 'queued'],
      ['two', 'link'],
    ]);
    const file = only(listed);
    store.startFile(file, 10);
    expect(store.complete(id, 11)).toBe(false);
    store.storeFile(file, storedFile('1'), 12);
    expect(store.complete(id, 13)).toBe(true);
    expect(store.complete(id, 14)).toBe(false);
    expect(store.message(sampleMailbox, 'a')).toMatchObject({ state: 'complete' });
    expect(store.files(id)[0]).toMatchObject({ state: 'stored', sha256: '1'.repeat(64), sizeBytes: 10 });
    expect(store.totals()).toEqual({ stored: 1, waiting: 0, needsYou: 0 });
    expect(changes.map(({ kind }) => kind)).toEqual(['noticed', 'listed', 'file', 'stored', 'complete']);
    expect(changes.at(-1)).toEqual({ kind: 'complete', account: sampleMailbox, messageId: 'a', files: 2, atMs: 13 });
  });

  it('forget the words of a message without files, and keep them beside files', () => {
    const { store, id } = noticed();
    store.saveMessage(id, sampleMessage(), 8);
    store.saveListing(id, [], 8);
    expect(store.complete(id, 9)).toBe(true);
    expect(store.body(id)).toBeNull();
  });

  it('can each be repeated: a listing adds no row twice and takes no stored file back', () => {
    const { store, id } = noticed();
    store.saveMessage(id, sampleMessage(), 8);
    const file = only(store.saveListing(id, [newFile('one')], 8));
    store.storeFile(file, storedFile('1'), 9);
    store.storeFile(file, storedFile('2'), 10);
    store.settleFile(file, 'gone', null, 11);
    const again = store.saveListing(id, [newFile('one'), newFile('ONE')], 12);
    expect(again.map(({ attachmentId, state }) => [attachmentId, state])).toEqual([
      ['one', 'stored'],
      ['ONE', 'queued'],
    ]);
    expect(again[0]?.sha256).toBe('1'.repeat(64));
  });

  it('take what a message still waits for with it when it is gone or given up', () => {
    const { store, id, ...rig } = noticed();
    store.saveMessage(id, sampleMessage(), 8);
    const [first, second] = store.saveListing(id, [newFile('one'), newFile('two')], 8);
    store.storeFile(must(first?.id), storedFile('1'), 9);
    store.startFile(must(second?.id), 9);
    store.giveUp(id, error, 10);
    expect(store.files(id).map(({ state }) => state)).toEqual(['stored', 'needsYou']);
    expect(store.message(sampleMailbox, 'a')).toMatchObject({ state: 'needsYou', error });
    expect(store.totals()).toEqual({ stored: 1, waiting: 0, needsYou: 1 });
    expect(store.complete(id, 11)).toBe(false);
    expect(store.reopen(id, 12)).toMatchObject({ state: 'listed', error: null });
    expect(store.files(id).map(({ state }) => state)).toEqual(['stored', 'queued']);
    store.lose(id, 13);
    expect(store.files(id).map(({ state }) => state)).toEqual(['stored', 'gone']);
    expect(rig.changes.at(-1)).toMatchObject({ kind: 'gone', messageId: 'a' });
  });
});

describe('the id of a file', () => {
  it('sorts by the moment of receipt, also for files of one moment', () => {
    const rig = ingestStoreRig();
    const ids = [3, 1, 2, 2].map((atMs, index) => {
      const id = add(rig, `m${String(index)}`);
      rig.store.saveMessage(id, sampleMessage({ receivedAtMs: atMs }), 0);
      return only(rig.store.saveListing(id, [newFile('one')], 0));
    });
    expect(ids).toEqual(['6144', '2048', '4096', '4097']);
  });

  it('is free although a moment has more files than there are places', () => {
    const { store, id } = noticed();
    store.saveMessage(id, sampleMessage({ receivedAtMs: 1 }), 0);
    const many = Array.from({ length: 2050 }, (_, index) => newFile(`file ${String(index)}`));
    const ids = store.saveListing(id, many, 0).map((file) => Number(file.id));
    expect(new Set(ids).size).toBe(2050);
    expect([ids[0], ids.at(-1)]).toEqual([2048, 2048 + 2049]);
  });

  it('is a positive, exact number whatever the clock of the sender said', () => {
    const rig = ingestStoreRig();
    for (const atMs of [-62_135_596_800_000, 0, 8.64e15]) {
      const id = add(rig, `at ${String(atMs)}`);
      rig.store.saveMessage(id, sampleMessage({ receivedAtMs: atMs }), 0);
      const file = Number(only(rig.store.saveListing(id, [newFile('one')], 0)));
      expect(file > 0 && Number.isSafeInteger(file)).toBe(true);
    }
  });
});

describe('the same bytes', () => {
  it('are one blob, and known as copies when two messages brought them', () => {
    const rig = ingestStoreRig();
    const copies = (): unknown[] => rig.db.connection.prepare('SELECT has_copies FROM file ORDER BY id').pluck().all();
    const first = add(rig, 'first');
    rig.store.saveMessage(first, sampleMessage(), 0);
    for (const file of rig.store.saveListing(first, [newFile('one'), newFile('two')], 0)) {
      rig.store.storeFile(file.id, storedFile('1'), 0);
    }
    expect(copies()).toEqual([0, 0]);
    const second = add(rig, 'second');
    rig.store.saveMessage(second, sampleMessage(), 0);
    rig.store.storeFile(only(rig.store.saveListing(second, [newFile('one')], 0)), storedFile('1'), 0);
    expect(copies()).toEqual([1, 1, 1]);
    expect(rig.db.connection.prepare('SELECT count(*) FROM blob').pluck().get()).toBe(1);
    expect(rig.store.storedBytes()).toBe(10);
  });
});

describe('fetching a file again', () => {
  it('opens its message and gives it a job, and never fetches a link', () => {
    const { store, id, ...rig } = noticed();
    store.saveMessage(id, sampleMessage(), 8);
    const [file, link] = store.saveListing(id, [newFile('one'), newFile('two', { kind: 'link' })], 8);
    store.storeFile(must(file?.id), storedFile('1'), 9);
    store.complete(id, 9);
    for (const job of rig.jobs.list({})) rig.jobs.cancel(job.id, 9);
    const again = store.requeueFile(must(file?.id), (account, messageId) => sampleJob(messageId, account), 10);
    expect(again).toMatchObject({ state: 'queued', sha256: null });
    expect(store.message(sampleMailbox, 'a')).toMatchObject({ state: 'listed' });
    expect(rig.jobs.list({ states: ['ready'] }).map((job) => job.dedupeKey)).toEqual(['finance:a']);
    expect(store.totals()).toEqual({ stored: 0, waiting: 1, needsYou: 0 });
    expect(store.requeueFile(must(link?.id), (_, messageId) => sampleJob(messageId), 11)).toBeNull();
  });
});

const error = {
  error_code: 'graph_4xx',
  message: 'No.',
  field: null,
  details: {},
  remediation: 'None.',
  retriable: false,
} as const;

import { describe, expect, it } from 'vitest';
import { sha256 } from '../../../../contract/ids.ts';
import {
  ingestStoreRig,
  must,
  inbox,
  newFile,
  present,
  sampleJob,
  sampleMailbox,
  sampleMessage,
  storedFile,
} from '../../../helpers/ingest-store-rig.ts';

const jobFor: Parameters<ReturnType<typeof ingestStoreRig>['store']['recover']>[0] = (account, messageId) =>
  sampleJob(messageId, account);

function collected() {
  const rig = ingestStoreRig();
  rig.follow();
  rig.page([present('a'), present('b')], { isEnd: true });
  const id = must(rig.store.message(sampleMailbox, 'a')?.id);
  rig.store.saveMessage(id, sampleMessage(), 0);
  const [file] = rig.store.saveListing(id, [newFile('one')], 0);
  return { ...rig, id, file: must(file?.id) };
}

function endJobs({ jobs }: ReturnType<typeof ingestStoreRig>): void {
  for (const job of jobs.list({ kinds: ['ingest.message'] })) jobs.cancel(job.id, 0);
}

describe('recovering', () => {
  it('lets what a dead process was downloading wait again, and gives open messages a job', () => {
    const rig = collected();
    rig.store.startFile(rig.file, 0);
    endJobs(rig);
    expect(rig.store.recover(jobFor, 5)).toEqual({ queued: 2, givenUp: 0 });
    expect(rig.store.files(rig.id)[0]).toMatchObject({ state: 'queued' });
    expect(rig.jobs.list({ states: ['ready'], kinds: ['ingest.message'] })).toHaveLength(2);
    expect(rig.store.recover(jobFor, 6)).toEqual({ queued: 0, givenUp: 0 });
  });

  it('gives a message whose job died to a person, not to the next job', () => {
    const rig = collected();
    const claim = { lanes: ['ingest'], leaseMsByKind: { 'ingest.message': 1000 }, nowMs: 1 } as const;
    for (let lease = rig.jobs.claim(claim); lease !== null; lease = rig.jobs.claim(claim)) {
      const attempt = { code: 'internal_error', detail: 'test', httpStatus: null, requestId: null };
      rig.jobs.bury(lease, { reason: 'poison', error: attempt }, 2);
    }
    expect(rig.store.recover(jobFor, 5)).toEqual({ queued: 0, givenUp: 2 });
    expect(rig.states()).toEqual({ a: 'needsYou', b: 'needsYou' });
    expect(rig.store.files(rig.id)[0]).toMatchObject({ state: 'needsYou', error: { error_code: 'retries_exhausted' } });
  });

  it('leaves what a folder that is followed no more still had to bring', () => {
    const rig = collected();
    endJobs(rig);
    rig.store.unfollow(sampleMailbox, inbox, 0);
    expect(rig.store.recover(jobFor, 5)).toEqual({ queued: 1, givenUp: 0 });
    expect(rig.jobs.list({ states: ['ready'], kinds: ['ingest.message'] }).map((job) => job.dedupeKey)).toEqual([
      'finance:a',
    ]);
  });

  it('fetches files again whose bytes are not where their rows say', () => {
    const rig = collected();
    rig.store.storeFile(rig.file, storedFile('1'), 0);
    rig.store.complete(rig.id, 0);
    endJobs(rig);
    expect(rig.store.newestBlobs(10)).toEqual(['1'.repeat(64)]);
    expect(rig.store.loseBlob(sha256.parse('1'.repeat(64)), jobFor, 3)).toBe(1);
    expect(rig.store.files(rig.id)[0]).toMatchObject({ state: 'queued', sha256: null });
    expect(rig.states()).toMatchObject({ a: 'listed' });
    expect(rig.jobs.list({ states: ['ready'], kinds: ['ingest.message'] })).toHaveLength(1);
  });
});

describe('upkeep', () => {
  it('releases a blob only when neither a file nor a message to send names it', () => {
    const rig = collected();
    rig.store.storeFile(rig.file, storedFile('1'), 0);
    const kept = sha256.parse('1'.repeat(64));
    const free = sha256.parse('2'.repeat(64));
    rig.db.connection.exec(`INSERT INTO blob VALUES ('${free}', 1, 0)`);
    expect(rig.store.releaseBlob(kept)).toBe(false);
    expect(rig.store.releaseBlob(free)).toBe(true);
    expect(rig.store.releaseBlob(sha256.parse('3'.repeat(64)))).toBe(true);
    expect(rig.db.connection.prepare('SELECT sha256 FROM blob').pluck().all()).toEqual([kept]);
  });

  it('knows every table that names blobs', () => {
    const { db } = ingestStoreRig();
    const naming = db.connection
      .prepare(
        `SELECT schema.name FROM sqlite_schema AS schema, pragma_foreign_key_list(schema.name) AS key
         WHERE schema.type = 'table' AND key."table" = 'blob' ORDER BY schema.name`,
      )
      .pluck();
    expect(naming.all()).toEqual(['file', 'merge_file', 'outbox_attachment']);
  });

  it('prunes finished jobs of ingest alone, oldest first and never more than asked', () => {
    const rig = collected();
    const claim = { lanes: ['ingest'], leaseMsByKind: { 'ingest.message': 1000 }, nowMs: 1 } as const;
    const lease = must(rig.jobs.claim(claim));
    rig.jobs.complete(lease, 2);
    expect(rig.store.pruneJobs(0, 10)).toBe(0);
    expect(rig.store.pruneJobs(1, 0)).toBe(0);
    expect(rig.store.pruneJobs(1, 10)).toBe(1);
    expect(rig.jobs.list({}).map((job) => job.state)).toEqual(['ready', 'ready']);
  });
});

describe('counting', () => {
  it('I9: says per folder how many messages wait and since when', () => {
    const rig = collected();
    expect(rig.store.backlog()).toEqual([{ account: sampleMailbox, folder: inbox, messages: 2, oldestNoticedAtMs: 0 }]);
    rig.store.unfollow(sampleMailbox, inbox, 0);
    expect(rig.store.backlog()).toEqual([]);
  });
});

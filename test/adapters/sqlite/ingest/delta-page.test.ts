import { describe, expect, it } from 'vitest';
import {
  inbox,
  ingestStoreRig,
  present,
  removed,
  sampleJob,
  sampleMailbox,
} from '../../../helpers/ingest-store-rig.ts';

describe('a page of changes', () => {
  it('keeps messages, jobs and the link together', () => {
    const rig = ingestStoreRig();
    rig.follow();
    expect(rig.page([present('a'), present('b')], { nowMs: 5 })).toMatchObject({
      sealedLink: 'sealed',
      phase: 'first',
    });
    expect(rig.states()).toEqual({ a: 'noticed', b: 'noticed' });
    expect(rig.jobKeys()).toEqual(['finance:b', 'finance:a']);
    expect(rig.changes).toContainEqual({ kind: 'noticed', account: sampleMailbox, messages: 2, atMs: 5 });
  });

  it('changes nothing at all when one of its jobs cannot be stored', () => {
    const rig = ingestStoreRig();
    rig.follow();
    rig.db.connection.exec(`CREATE TRIGGER broken BEFORE INSERT ON job WHEN NEW.dedupe_key = 'finance:b'
      BEGIN SELECT RAISE(ABORT, 'no room'); END`);
    expect(() => rig.page([present('a'), present('b')])).toThrow('no room');
    expect(rig.states()).toEqual({});
    expect(rig.store.folder(sampleMailbox, inbox)).toMatchObject({ sealedLink: null });
  });

  it('makes one row and one job of a message that comes several times, and two of ids that differ by case', () => {
    const rig = ingestStoreRig();
    rig.follow();
    rig.page([present('a'), present('a'), present('A')]);
    rig.page([present('a')]);
    expect(rig.states()).toEqual({ a: 'noticed', A: 'noticed' });
    expect(rig.jobKeys()).toEqual(['finance:A', 'finance:a']);
  });

  it('gives a complete message and a dead letter no new job, and one that was gone and shows again a new one', () => {
    const rig = ingestStoreRig();
    rig.follow();
    rig.page([present('complete'), present('gone'), present('dead')]);
    for (const [messageId, end] of [
      ['complete', (id: number) => rig.store.complete(id, 1)],
      ['gone', (id: number) => rig.store.lose(id, 1)],
      ['dead', (id: number) => rig.store.giveUp(id, error, 1)],
    ] as const) {
      end(rig.store.message(sampleMailbox, messageId)?.id ?? 0);
    }
    for (const job of rig.jobs.list({ kinds: ['ingest.message'] })) rig.jobs.cancel(job.id, 1);
    rig.page([present('complete'), present('gone'), present('dead')], { nowMs: 9 });
    expect(rig.states()).toEqual({ complete: 'complete', gone: 'noticed', dead: 'needsYou' });
    expect(rig.jobs.list({ kinds: ['ingest.message'], states: ['ready'] }).map((job) => job.dedupeKey)).toEqual([
      'finance:gone',
    ]);
    expect(rig.store.message(sampleMailbox, 'gone')).toMatchObject({ noticedAtMs: 9 });
  });

  it('passes over what is not wanted, but remembers that a known message is still there', () => {
    const rig = ingestStoreRig();
    rig.follow();
    rig.page([present('known')], { isEnd: true });
    rig.store.restartSweep(sampleMailbox, inbox, 1, 0);
    rig.page([present('known', false), present('old', false)], { isEnd: true });
    expect(rig.states()).toEqual({ known: 'noticed' });
    expect(rig.removed()).toEqual([]);
  });

  it('is thrown away when the folder was begun anew or unfollowed since it was asked for', () => {
    const rig = ingestStoreRig();
    rig.follow();
    rig.store.restartSweep(sampleMailbox, inbox, 1, 0);
    expect(rig.page([present('a')], { generation: 1 })).toBeNull();
    rig.store.unfollow(sampleMailbox, inbox, 0);
    expect(rig.page([present('a')], { generation: 2 })).toBeNull();
    expect(rig.states()).toEqual({});
  });
});

describe('what is removed', () => {
  it('is marked at once in a steady folder, and stays what it was', () => {
    const rig = ingestStoreRig();
    rig.follow();
    rig.page([present('a'), present('b')], { isEnd: true });
    rig.page([removed('a'), removed('never seen')], { isEnd: true });
    expect(rig.removed()).toEqual(['a']);
    expect(rig.states()).toEqual({ a: 'noticed', b: 'noticed' });
    rig.page([present('a')], { isEnd: true });
    expect(rig.removed()).toEqual([]);
  });

  it('is known only at the end of a sweep, whatever the order of its pages', () => {
    const rig = ingestStoreRig();
    rig.follow();
    rig.page([present('kept'), present('deleted'), present('shown again'), present('unseen')], { isEnd: true });
    rig.store.restartSweep(sampleMailbox, inbox, 1, 0);
    expect(rig.store.folder(sampleMailbox, inbox)).toMatchObject({ phase: 'resync', generation: 2, sealedLink: null });
    rig.page([present('deleted'), removed('shown again'), present('kept')]);
    rig.page([present('shown again'), removed('deleted')]);
    expect(rig.removed()).toEqual([]);
    rig.page([], { isEnd: true });
    expect(rig.removed()).toEqual(['deleted', 'unseen']);
    expect(rig.store.folder(sampleMailbox, inbox)).toMatchObject({ phase: 'steady' });
  });

  it('is not a message that another folder has shown since', () => {
    const rig = ingestStoreRig();
    rig.follow();
    rig.page([present('moved')], { isEnd: true });
    const archive = { account: sampleMailbox, folder: 'archive', name: 'Archive', sinceMs: null };
    rig.store.follow(archive, { ...sampleJob('x'), dedupeKey: 'sync:archive' }, 0);
    rig.store.commitPage(
      sampleMailbox,
      'archive',
      { generation: 1, changes: [present('moved')], sealedLink: '', isEnd: true, jobFor: sampleJob },
      0,
    );
    rig.page([removed('moved')], { isEnd: true });
    expect(rig.removed()).toEqual([]);
  });

  it('is found also when it went while the folder was not followed', () => {
    const rig = ingestStoreRig();
    rig.follow();
    rig.page([present('a'), present('b')], { isEnd: true });
    rig.store.unfollow(sampleMailbox, inbox, 0);
    rig.follow();
    rig.page([present('a')], { isEnd: true });
    expect(rig.removed()).toEqual(['b']);
  });
});

describe('following', () => {
  it('begins a new sweep only when it reaches further back', () => {
    const rig = ingestStoreRig();
    rig.follow(1000);
    rig.page([], { isEnd: true });
    expect(rig.follow(2000)).toMatchObject({ phase: 'steady', generation: 1, sinceMs: 2000 });
    expect(rig.follow(500)).toMatchObject({ phase: 'first', generation: 2, sealedLink: null });
    rig.page([], { isEnd: true });
    expect(rig.follow(null)).toMatchObject({ phase: 'first', generation: 3, sinceMs: null });
    rig.page([], { isEnd: true });
    expect(rig.follow(1)).toMatchObject({ phase: 'steady', generation: 3 });
    expect(rig.jobs.list({ kinds: ['ingest.sync'] })).toHaveLength(1);
  });
});

describe('a hint', () => {
  it('GW1: adds one job, however often it comes, and none for what is complete', () => {
    const rig = ingestStoreRig();
    for (let times = 0; times < 10; times += 1) {
      expect(rig.store.notice(sampleMailbox, 'a', sampleJob('a'), 0)).toBe(true);
    }
    expect(rig.jobKeys()).toEqual(['finance:a']);
    expect(rig.states()).toEqual({ a: 'noticed' });
    rig.store.complete(rig.store.message(sampleMailbox, 'a')?.id ?? 0, 1);
    expect(rig.store.notice(sampleMailbox, 'a', sampleJob('a'), 2)).toBe(false);
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

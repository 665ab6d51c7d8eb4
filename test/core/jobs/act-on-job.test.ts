import { describe, expect, it } from 'vitest';
import type { JobId } from '../../../contract/ids.ts';
import { actOnJob } from '../../../main/core/jobs/act-on-job.ts';
import { replayEdited } from '../../../main/core/jobs/replay-edited.ts';
import { structuredError } from '../../../main/core/mailroom-error.ts';
import { advanceJob } from '../../../main/core/outbox/outbox-jobs.ts';
import type { OutboxChange } from '../../../main/core/outbox/outbox-record.ts';
import { confirmSent } from '../../../main/core/outbox/command-message.ts';
import { diskFull, finance } from '../../helpers/job-index-rig.ts';
import { replayRig } from '../../helpers/replay-rig.ts';
import { sampleContent, sampleId } from '../../helpers/sample-outbox.ts';

const NOW_MS = 1_760_000_000_000;
const conflict = expect.objectContaining({ code: 'message_state_conflict' });
const unproven = structuredError('send_unconfirmed', { message: 'Unproven.', remediation: 'Ask.' });

function rigWithDead() {
  const rig = replayRig();
  const dead = rig.die(rig.download('m1', 'Invoice'), NOW_MS, diskFull);
  const act = (action: 'retry' | 'park' | 'unpark' | 'discard', id: JobId) => actOnJob(rig.deps, action, id, rig.act());
  const audited = () => rig.audit.page(null, 10).map(({ action, subject }) => `${action} ${subject}`);
  return { ...rig, dead, act, audited };
}

/** A message whose job died, at the given step of its protocol. */
function rigWithSend(change: OutboxChange) {
  const rig = rigWithDead();
  const message = {
    id: sampleId(1),
    account: finance,
    key: 'key',
    contentDigest: 'digest',
    content: sampleContent,
    path: 'draft',
    submittedAtMs: 1,
    correlationId: '00000000-0000-4000-8000-000000000001',
    attachments: [],
  } as const;
  rig.outbox.insert(message, advanceJob(message, 0), 0);
  const job = rig.store.findLive(`outbox:${message.id}`);
  if (job === null) throw new Error('it has no job');
  rig.die(job.id, NOW_MS, diskFull);
  rig.outbox.change(message.id, { from: ['staged'] }, change, null, NOW_MS);
  return { ...rig, send: job.id, message: message.id };
}

describe('retry', () => {
  it('J10: gives a dead job its successor, with who did it and why; again it finds the same one', () => {
    const { act, dead, store, audit, audited } = rigWithDead();
    const successor = act('retry', dead);
    expect(act('retry', dead)).toBe(successor);
    expect(store.get(dead)).toMatchObject({ state: 'dead', replayedBy: successor });
    expect(store.get(successor)).toMatchObject({ state: 'ready', replayOf: dead, attempts: 0 });
    expect(audited()).toEqual([`job.retry job:${dead}`]);
    expect(audit.page(null, 1)[0]).toMatchObject({
      actor: 'operator',
      via: 'window',
      reason: 'The cause is gone.',
      details: { kind: 'ingest.message', cause: 'disk_full', successor },
    });
  });

  it('tries a waiting one at once, and refuses what is done', () => {
    const { act, store, download, lease } = rigWithDead();
    const id = download('m2');
    const waiting = { runAtMs: NOW_MS * 2, counted: true, resetAttempts: false, error: diskFull, because: null };
    store.release(lease(id, NOW_MS), waiting, NOW_MS);
    expect(act('retry', id)).toBe(id);
    expect(store.get(id)).toMatchObject({ state: 'ready', runAtMs: NOW_MS });
    store.complete(lease(id, NOW_MS), NOW_MS);
    expect(() => act('retry', id)).toThrow(conflict);
    expect(() => act('retry', '999' as JobId)).toThrow(expect.objectContaining({ code: 'job_not_found' }));
  });

  it('J8: sends again only what is proven unsent, and goes on where it stopped', () => {
    const stuck = rigWithSend({ step: 'needsHuman', draftId: 'd1' });
    const successor = stuck.act('retry', stuck.send);
    expect(stuck.store.get(stuck.send)).toMatchObject({ replayedBy: successor });
    expect(stuck.outbox.get(stuck.message)).toMatchObject({ step: 'drafted', sends: 0, error: null });
  });

  it.each<[string, OutboxChange]>([
    ['may have left', { step: 'needsHuman', sends: 1, sendTriedAtMs: 5, error: unproven }],
    ['is being looked for', { step: 'unknown', sends: 1, sendTriedAtMs: 5 }],
    ['was accepted', { step: 'accepted', sends: 1, sendTriedAtMs: 5, acceptedAtMs: 6 }],
    ['was sent', { step: 'sent', sends: 1, sendTriedAtMs: 5 }],
    ['was refused', { step: 'failed' }],
    ['was cancelled', { step: 'cancelled' }],
  ])('J8: never sends again what %s, and leads to its message', (_name, change) => {
    const { act, send, store, message, audited } = rigWithSend(change);
    const refusal = expect.objectContaining({
      code: 'message_state_conflict',
      structured: expect.objectContaining({ remediation: expect.stringContaining(message) }),
    });
    expect(() => act('retry', send)).toThrow(refusal);
    expect(store.list({ kinds: ['outbox.advance'], states: ['waiting', 'ready', 'leased'] })).toEqual([]);
    expect(audited()).toEqual([]);
  });

  it('is open no more once a person decided about its message in the outbox', () => {
    const { outbox, message, index } = rigWithSend({ step: 'needsHuman', sends: 1, sendTriedAtMs: 5, error: unproven });
    expect(index.totals(NOW_MS).open).toBe(2);
    confirmSent(outbox, message, NOW_MS);
    expect(index.totals(NOW_MS).open).toBe(1);
  });
});

it('does not put the work of a replay aside, which would run on paper and move nothing: that is stopped', () => {
  const { act, start, store, replays, idOf } = rigWithDead();
  start(1);
  const work = store.findLive(`replay:${idOf(1)}`);
  if (work === null) throw new Error('it has no job');
  const refusal = expect.objectContaining({ message: expect.stringContaining('Stop the replay instead.') });
  expect(() => act('park', work.id)).toThrow(refusal);
  expect(store.get(work.id)).toMatchObject({ state: 'ready' });
  expect(replays.get(idOf(1))).toMatchObject({ state: 'running' });
});

describe('discard', () => {
  it('J10: is no deletion: it stays with who said so and why, and its files need nobody any more', () => {
    const { act, dead, index, ingest, audited } = rigWithDead();
    const message = ingest.message(finance, 'm1');
    if (message === null) throw new Error('it has no message');
    ingest.giveUp(message.id, unproven, NOW_MS);
    expect(ingest.totals().needsYou).toBe(1);
    expect([act('discard', dead), act('discard', dead)]).toEqual([dead, dead]);
    expect(index.find(dead)).toMatchObject({
      state: 'dead',
      discardedBy: 'operator',
      discardReason: 'The cause is gone.',
      discardedAtMs: NOW_MS,
    });
    expect([index.totals(NOW_MS).open, ingest.totals().needsYou, audited().length]).toEqual([0, 0, 1]);
    // Fetched by hand it is a message like any other again.
    ingest.reopen(message.id, NOW_MS);
    ingest.giveUp(message.id, unproven, NOW_MS);
    expect(ingest.totals().needsYou).toBe(1);
  });

  it('takes a parked job, which then is dead', () => {
    const { act, download, index } = rigWithDead();
    const id = download('m2');
    act('park', id);
    act('discard', id);
    expect(index.find(id)).toMatchObject({ state: 'dead', deathReason: 'discarded' });
  });

  it('leads to the outbox for a message that needs somebody', () => {
    const { act, send } = rigWithSend({ step: 'needsHuman', sends: 1, sendTriedAtMs: 5, error: unproven });
    expect(() => act('discard', send)).toThrow(conflict);
  });
});

it('parks a waiting job and brings it back, each once', () => {
  const { act, download, store, audited } = rigWithDead();
  const id = download('m2');
  expect([act('park', id), act('park', id)]).toEqual([id, id]);
  expect(store.get(id)?.state).toBe('parked');
  expect([act('unpark', id), act('unpark', id)]).toEqual([id, id]);
  expect(store.get(id)?.state).toBe('ready');
  expect(audited()).toEqual([`job.unpark job:${id}`, `job.park job:${id}`]);
});

it('J12: lets nobody do more than the role allows', () => {
  const { deps, dead, download } = rigWithDead();
  const refused = expect.objectContaining({ code: 'not_permitted' });
  const as = (role: 'view' | 'retry', action: 'retry' | 'discard' | 'park', id: JobId) => () =>
    actOnJob({ ...deps, role }, action, id, { actor: 'operator', via: 'window', reason: 'x', nowMs: NOW_MS });
  expect(as('view', 'retry', dead)).toThrow(refused);
  expect(as('view', 'park', download('m2'))).toThrow(refused);
  expect(as('retry', 'discard', dead)).toThrow(refused);
  expect(as('retry', 'retry', dead)).not.toThrow();
});

describe('an edited order', () => {
  const correlation = '00000000-0000-4000-8000-000000000009';

  it('J14: runs in the place of the dead one, and the audit log says what was changed', () => {
    const { deps, dead, store, audit, ingest, act } = rigWithDead();
    const by = { actor: 'operator', via: 'window', reason: 'It was moved.', nowMs: NOW_MS } as const;
    const successor = replayEdited(deps, dead, { messageId: 'm9' }, by, correlation);
    expect(replayEdited(deps, dead, { messageId: 'm9' }, by, correlation)).toBe(successor);
    expect(store.get(successor)).toMatchObject({ replayOf: dead, payload: { messageId: 'm9', account: finance } });
    expect(ingest.message(finance, 'm9')).toMatchObject({ state: 'noticed' });
    expect(audit.page(null, 10)).toMatchObject([
      { action: 'job.replayEdited', details: { successor, changed: { messageId: { from: 'm1', to: 'm9' } } } },
    ]);
    expect(act('retry', dead)).toBe(successor);
  });

  it.each([{ account: 'other:user' }, { messageId: 7 }, { anything: 'x' }])('J14: refuses %j', (members) => {
    const { deps, dead, audited } = rigWithDead();
    const by = { actor: 'operator', via: 'window', reason: 'x', nowMs: NOW_MS } as const;
    expect(() => replayEdited(deps, dead, members, by, correlation)).toThrow(
      expect.objectContaining({ code: 'validation_error' }),
    );
    expect(audited()).toEqual([]);
  });

  it('J14: is refused for what sends', () => {
    const { deps, send } = rigWithSend({ step: 'needsHuman' });
    const by = { actor: 'operator', via: 'window', reason: 'x', nowMs: NOW_MS } as const;
    expect(() => replayEdited(deps, send, { outboxId: sampleId(2) }, by, correlation)).toThrow(conflict);
  });
});

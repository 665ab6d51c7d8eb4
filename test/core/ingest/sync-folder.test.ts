import { describe, expect, it } from 'vitest';
import { cancelSource } from '../../../main/core/jobs/cancel-source.ts';
import { sinceOf } from '../../../main/core/ingest/scope.ts';
import { POLL_MS } from '../../../main/core/ingest/sync-folder.ts';
import { ingestRig } from '../../helpers/ingest-rig.ts';
import { inbox, sampleMailbox } from '../../helpers/ingest-store-rig.ts';
import { lost, neverSent, pacedUntil, refused, signInNeeded } from '../../helpers/sample-faults.ts';

function withMail(...ids: string[]) {
  const rig = ingestRig();
  rig.follow();
  for (const id of ids) rig.mailbox.deliver(id);
  return rig;
}

/** As a poll that found nothing, or everything. */
function atNextPoll(rig: ReturnType<typeof ingestRig>) {
  return { kind: 'waitFor', untilMs: rig.world.nowMs + POLL_MS, because: 'poll' };
}

describe('a round', () => {
  it('GW5: notices every message page by page and looks again in five minutes', async () => {
    const rig = withMail('a', 'b', 'c', 'd', 'e');
    expect(await rig.sync()).toEqual(atNextPoll(rig));
    expect(Object.keys(rig.states())).toEqual(['a', 'b', 'c', 'd', 'e']);
    expect(rig.jobKeys()).toHaveLength(5);
    expect(rig.folder()).toMatchObject({ phase: 'steady', lastRoundAtMs: rig.world.nowMs });
  });

  it('goes on from where the last one ended, and what is new goes before what a sweep found', async () => {
    const rig = withMail('a', 'b', 'c');
    await rig.sync();
    rig.mailbox.deliver('new');
    rig.mailbox.asked.length = 0;
    await rig.sync();
    expect(rig.mailbox.asked).toHaveLength(1);
    const priorities = rig
      .jobs()
      .list({ kinds: ['ingest.message'] })
      .map((job) => [job.dedupeKey, job.priority]);
    expect(priorities[0]).toEqual(['finance:new', 40]);
    expect(priorities[1]).toEqual(['finance:c', 60]);
  });

  it('goes on over empty pages and takes repeats for what they are', async () => {
    const rig = withMail('a', 'b', 'c');
    Object.assign(rig.mailbox.shape, { repeats: true, emptyPages: true });
    await rig.sync();
    for (const id of ['d', 'e', 'f']) rig.mailbox.deliver(id);
    expect(await rig.sync()).toEqual(atNextPoll(rig));
    expect(Object.keys(rig.states())).toEqual(['a', 'b', 'c', 'd', 'e', 'f']);
    expect(rig.jobKeys()).toHaveLength(6);
  });

  it('keeps apart two messages whose ids differ only by case', async () => {
    const rig = withMail('Message', 'message');
    await rig.sync();
    expect(new Set(rig.jobKeys())).toEqual(new Set(['finance:Message', 'finance:message']));
  });

  it('passes over drafts and what is older than the scope, by the date of each and never by a filter', async () => {
    const rig = ingestRig();
    rig.follow(sinceOf({ kind: 'lastDays', days: 2 }, rig.world.nowMs));
    const daysAgo = (days: number): number => rig.world.nowMs - days * 86_400_000;
    rig.mailbox.deliver('young', [], { receivedAtMs: daysAgo(1) });
    rig.mailbox.deliver('old', [], { receivedAtMs: daysAgo(3) });
    rig.mailbox.deliver('draft', [], { receivedAtMs: daysAgo(0), isDraft: true });
    await rig.sync();
    expect(rig.states()).toEqual({ young: 'noticed' });
  });

  it('marks what was deleted and fetches nothing for it', async () => {
    const rig = withMail('a', 'b');
    await rig.sync();
    rig.mailbox.remove('a');
    await rig.sync();
    expect(rig.removed()).toEqual(['a']);
  });

  it('ends when the folder is followed no more, also in the middle', async () => {
    const rig = withMail('a', 'b', 'c');
    rig.store().unfollow(sampleMailbox, inbox, rig.world.nowMs);
    expect(await rig.sync()).toEqual({ kind: 'done' });
    expect(rig.states()).toEqual({});
  });

  it('stops between two pages when it is told to, and goes on there', async () => {
    const stop = cancelSource();
    const rig = withMail('a', 'b', 'c');
    rig.deps().store.onChange(() => stop.cancel());
    expect(await rig.sync({ stop })).toMatchObject({ kind: 'waitFor', because: 'stopping' });
    expect(Object.keys(rig.states())).toEqual(['a', 'b']);
    rig.restart();
    expect(await rig.sync()).toEqual(atNextPoll(rig));
    expect(Object.keys(rig.states())).toEqual(['a', 'b', 'c']);
    expect(rig.mailbox.asked).toHaveLength(2);
  });
});

describe('a lost place', () => {
  it.each(['start', 'sweep 1 2', 'sweep 1 4'])('at "%s" begins anew and misses nothing', async (where) => {
    const rig = withMail('a', 'b', 'c', 'd', 'e');
    rig.mailbox.fail('readChanges', refused(410, { code: 'SyncStateNotFound' }), where);
    expect(await rig.sync()).toEqual(atNextPoll(rig));
    expect(Object.keys(rig.states())).toEqual(['a', 'b', 'c', 'd', 'e']);
    expect(rig.folder()).toMatchObject({ phase: 'steady', generation: 2 });
  });

  it.each([
    refused(400, { code: 'SyncStateInvalid' }),
    refused(400, { code: 'resyncRequired' }),
    refused(404, { code: 'ErrorInvalidIdMalformed' }),
  ])('may be told by $code with $status', async (fault) => {
    const rig = withMail('a', 'b', 'c');
    await rig.sync();
    rig.mailbox.fail('readChanges', fault);
    expect(await rig.sync()).toEqual(atNextPoll(rig));
    expect(rig.folder()).toMatchObject({ generation: 2 });
  });

  it('finds out what was deleted meanwhile, at its end and not before', async () => {
    const rig = withMail('a', 'b', 'c', 'd', 'e');
    await rig.sync();
    rig.mailbox.remove('b');
    rig.mailbox.loseThePlace();
    rig.mailbox.fail('readChanges', lost, 'sweep 2 2');
    expect(await rig.sync()).toMatchObject({ kind: 'retry' });
    expect(rig.removed()).toEqual([]);
    expect(await rig.sync()).toEqual(atNextPoll(rig));
    expect(rig.removed()).toEqual(['b']);
    expect(rig.jobKeys()).toHaveLength(5);
  });

  it('again and again is left alone for a while', async () => {
    const rig = withMail('a', 'b', 'c');
    rig.mailbox.fail('readChanges', refused(410), '', 100);
    expect(await rig.sync()).toMatchObject({ kind: 'waitFor', because: 'resync' });
    expect(rig.mailbox.asked).toHaveLength(4);
  });

  it('is also a link whose key is gone', async () => {
    const rig = withMail('a');
    await rig.sync();
    rig.world.key = 2;
    rig.mailbox.deliver('b');
    expect(await rig.sync()).toEqual(atNextPoll(rig));
    expect(Object.keys(rig.states())).toEqual(['a', 'b']);
  });
});

describe('what keeps it from looking', () => {
  it('is never a reason to give up', async () => {
    const rig = withMail('a');
    for (const fault of [lost, refused(500), refused(503), refused(409)]) {
      rig.mailbox.fail('readChanges', fault);
      expect(await rig.sync({ attempts: 1000, maxAttempts: Number.MAX_SAFE_INTEGER })).toMatchObject({ kind: 'retry' });
    }
    rig.mailbox.fail('readChanges', refused(404));
    expect(await rig.sync()).toEqual({ ...atNextPoll(rig), because: 'refused' });
    expect(await rig.sync()).toEqual(atNextPoll(rig));
  });

  it('waits for a person when the mailbox is closed, and for the pace when that is asked', async () => {
    const rig = withMail('a');
    for (const fault of [signInNeeded, refused(401), refused(403)]) {
      rig.mailbox.fail('readChanges', fault);
      expect(await rig.sync()).toMatchObject({ kind: 'waitFor', because: 'signIn' });
    }
    rig.mailbox.fail('readChanges', pacedUntil(rig.world.nowMs + 9));
    expect(await rig.sync()).toEqual({ kind: 'waitFor', untilMs: rig.world.nowMs + 9, because: 'uploadBytes' });
  });

  it('lets one look for the network and wakes the others when it is back', async () => {
    const rig = withMail('a');
    rig.mailbox.fail('readChanges', neverSent, '', 2);
    const first = await rig.sync();
    expect(first).toMatchObject({ because: 'offline' });
    const second = await rig.sync();
    expect(second).toMatchObject({ because: 'offline', untilMs: rig.world.nowMs + 4 * 60_000 });
    expect(rig.woken).toEqual([]);
    await rig.sync();
    expect(rig.woken).toContain('offline');
  });

  it('is tried again when the mailbox names the same page for ever', async () => {
    const rig = withMail('a');
    const { reader } = rig.mailbox;
    const link = { kind: 'more', url: 'round and round' } as const;
    reader.readChanges = () => Promise.resolve({ ok: true, value: { changes: [], link }, requestId: null });
    expect(await rig.sync()).toMatchObject({ kind: 'retry' });
  });
});

import { describe, expect, it } from 'vitest';
import { cancelSource } from '../../../main/core/jobs/cancel-source.ts';
import { structuredError } from '../../../main/core/mailroom-error.ts';
import { confirmSent } from '../../../main/core/outbox/command-message.ts';
import { type OutboxChange, type Step, steps } from '../../../main/core/outbox/outbox-record.ts';
import { reopenMessage } from '../../../main/core/outbox/reopen-message.ts';
import { repeatMessage } from '../../../main/core/outbox/repeat-message.ts';
import { DAY_MS, tidyOutbox } from '../../../main/core/outbox/tidy-outbox.ts';
import { readPicture } from '../../../main/engine/read-picture.ts';
import { must } from '../../helpers/ingest-store-rig.ts';
import { RETENTION_MS, type UpkeepRig, upkeepRig } from '../../helpers/upkeep-rig.ts';

const refused = structuredError('graph_4xx', { message: 'Refused.', remediation: 'Change it.' });
const repeated = structuredError('send_unconfirmed', { message: 'Sent again.', remediation: 'Follow that.' });

function end(rig: UpkeepRig, id: Parameters<UpkeepRig['get']>[0], step: Step = 'sent', more: OutboxChange = {}): void {
  rig.store().change(id, { from: steps }, { step, ...more }, { what: 'Here it ended.' }, rig.clock.nowMs());
}

/** A message that came to this step so long ago that its files may go, if they may. */
async function longAt(step: Step, more: OutboxChange = {}) {
  const rig = await upkeepRig();
  const id = await rig.submit('plans', 'photo');
  end(rig, id, step, more);
  rig.clock.advance(RETENTION_MS);
  return { rig, id };
}

describe('the files of a message', () => {
  it.each([
    ['sent', {}],
    ['cancelled', {}],
    ['failed', { error: repeated, sendTriedAtMs: 1 }],
  ] as const)('27: go when it was %s with %j, and its rows keep names, sizes and hashes', async (step, more) => {
    const { rig, id } = await longAt(step, more);
    const before = rig.get(id);
    expect(await rig.tidy()).toMatchObject({ kind: 'waitFor', because: 'poll', untilMs: rig.clock.nowMs() + DAY_MS });
    expect(rig.stored()).toEqual([]);
    expect(rig.promised()).toEqual([]);
    const attachments = before.attachments.map((file) => ({ ...file, isHere: false }));
    expect(rig.get(id)).toEqual({ ...before, attachments });
    const history = rig.store().journal(id);
    expect(history.map(({ what }) => what)).toContain('Here it ended.');
    expect(history.at(-1)).toMatchObject({ step, what: expect.stringContaining('let go of its copies') as string });
    await rig.tidy();
    expect(rig.store().journal(id)).toEqual(history);
  });

  it.each([
    ...steps.filter((step) => !['sent', 'cancelled', 'failed'].includes(step)).map((step) => [step, {}] as const),
    ['failed', { error: refused }] as const,
    ['needsHuman', { sendTriedAtMs: 1, error: repeated }] as const,
  ])('stay at %s with %j, however long', async (step, more) => {
    const { rig, id } = await longAt(step, more);
    rig.clock.advance(1_000 * DAY_MS);
    const before = rig.get(id);
    await rig.tidy();
    expect(rig.get(id)).toEqual(before);
    expect(rig.stored()).toHaveLength(2);
  });

  it('stay until the last moment of the time that is set', async () => {
    const rig = await upkeepRig();
    const id = await rig.submit('plans');
    end(rig, id);
    rig.clock.advance(RETENTION_MS - 1);
    await rig.tidy();
    expect(rig.get(id).attachments[0]?.isHere).toBe(true);
    rig.clock.advance(1);
    await rig.tidy();
    expect(rig.get(id).attachments[0]?.isHere).toBe(false);
  });

  it('stay in the store while another message or a file that came by mail has the same bytes', async () => {
    const rig = await upkeepRig();
    const [sent, open] = [await rig.submit('plans', 'photo', 'plans'), await rig.submit('photo')];
    end(rig, sent);
    const plans = rig.get(sent).attachments[0]?.sha256 ?? '';
    rig.db().connection.exec(`
      INSERT INTO message (id, account, message_id, noticed_at_ms) VALUES (1, 't:1', 'm', 0);
      INSERT INTO file (id, message, attachment_id, kind, name, content_type, is_inline, type, state, sha256,
        size_bytes, stored_at_ms, queued_at_ms, account, received_at_ms, sender)
      VALUES (1, 1, 'a', 'file', 'n', 't', 0, 'other', 'stored', '${plans}', 5, 0, 0, 't:1', 0, 's')`);
    rig.clock.advance(RETENTION_MS);
    await rig.tidy();
    expect(rig.get(sent).attachments.map(({ isHere }) => isHere)).toEqual([false, false, false]);
    expect(rig.get(open).attachments.map(({ isHere }) => isHere)).toEqual([true]);
    expect(rig.stored()).toHaveLength(2);
    expect(rig.stored()).toEqual(rig.promised());
  });

  it('go with the old message once it was sent again as a new one, which keeps them', async () => {
    const { rig, id } = await longAt('needsHuman', { sendTriedAtMs: 1 });
    const again = repeatMessage(rig.deps(), id);
    rig.clock.advance(RETENTION_MS);
    await rig.tidy();
    expect(rig.get(id)).toMatchObject({ step: 'failed', attachments: [{ isHere: false }, { isHere: false }] });
    expect(rig.get(again.id)).toMatchObject({ attachments: [{ isHere: true }, { isHere: true }] });
    expect(rig.stored()).toHaveLength(2);
  });

  it('are looked for in every message, also behind many that keep theirs', async () => {
    const rig = await upkeepRig();
    const file = await rig.take('plans');
    const ids = Array.from({ length: 120 }, () => rig.insert([file]));
    for (const [n, id] of ids.entries())
      end(rig, id, n % 3 === 0 ? 'sent' : 'failed', n % 3 === 0 ? {} : { error: refused });
    rig.clock.advance(RETENTION_MS);
    await rig.tidy();
    const kept = rig.all().filter(({ attachments }) => attachments[0]?.isHere);
    expect(kept.map(({ step }) => step)).toEqual(Array.from({ length: 80 }, () => 'failed'));
  });
});

describe('a message whose files are gone says so', () => {
  it.each([
    ['taken back', (rig: UpkeepRig, id: never) => reopenMessage(rig.deps(), id)],
    ['sent again', (rig: UpkeepRig, id: never) => repeatMessage(rig.deps(), id)],
  ])('when it is to be %s', async (_, act) => {
    const { rig, id } = await longAt('sent');
    await rig.tidy();
    const before = rig.all();
    expect(() => act(rig, id as never)).toThrow('The files of this message are no longer here');
    expect(rig.all()).toEqual(before);
  });

  it('when a picture of its text is to be shown', async () => {
    const rig = await upkeepRig();
    const picture = { ...(await rig.take('photo')), contentType: 'image/png', contentId: 'p' };
    const id = rig.insert([picture]);
    expect(await readPicture(rig.blobs(), rig.get(id), 'p')).toMatchObject({ contentType: 'image/png' });
    end(rig, id);
    rig.clock.advance(RETENTION_MS);
    await rig.tidy();
    await expect(readPicture(rig.blobs(), rig.get(id), 'p')).rejects.toThrow('no longer here');
  });

  it('and what a person confirms to be sent keeps its time', async () => {
    const { rig, id } = await longAt('needsHuman', { sendTriedAtMs: 1 });
    confirmSent(rig.store(), id, rig.clock.nowMs());
    await rig.tidy();
    expect(rig.stored()).toHaveLength(2);
  });
});

describe('the same file again, while the old one goes', () => {
  it('is refused for once and taken the next time: no row promises bytes that are gone', async () => {
    const { rig } = await longAt('sent');
    const taken = await rig.take('plans');
    await rig.tidy();
    expect(() => rig.insert([taken])).toThrow(expect.objectContaining({ code: 'source_missing' }));
    expect(rig.all()).toHaveLength(1);
    expect(rig.promised()).toEqual([]);
    const id = rig.insert([await rig.take('plans')]);
    expect(rig.get(id)).toMatchObject({ attachments: [{ isHere: true }] });
    expect(rig.stored()).toEqual(rig.promised());
  });

  it('would be lost without that look', async () => {
    const rig = await upkeepRig({ checksBytes: false });
    end(rig, await rig.submit('plans'));
    rig.clock.advance(RETENTION_MS);
    const taken = await rig.take('plans');
    await rig.tidy();
    rig.insert([taken]);
    expect(rig.promised()).not.toEqual(rig.stored());
  });
});

/** So many messages whose job was done at once. */
async function withJobs(count: number) {
  const rig = await upkeepRig();
  const claim = { lanes: ['small'], leaseMsByKind: { 'outbox.advance': 1_000 }, nowMs: rig.clock.nowMs() } as const;
  for (let n = 0; n < count; n += 1) {
    rig.insert([]);
    const lease = rig.jobs().claim(claim);
    if (lease !== null) rig.jobs().complete(lease, rig.clock.nowMs());
  }
  return { rig, claim };
}

function attempts(rig: UpkeepRig): unknown {
  return rig.db().connection.prepare('SELECT count(*) FROM job_attempt').pluck().get();
}

describe('finished jobs', () => {
  it('27: go after a month with their attempts, in batches; dead and open ones stay', async () => {
    const { rig, claim } = await withJobs(510);
    rig.insert([]);
    const lease = must(rig.jobs().claim(claim));
    const error = { code: 'graph_4xx', detail: 'test', httpStatus: null, requestId: null };
    rig.jobs().bury(lease, { reason: 'permanent', error }, rig.clock.nowMs());
    rig.insert([]);
    rig.clock.advance(30 * DAY_MS);
    await rig.tidy();
    expect(rig.jobs().count(['done'])).toBe(510);
    rig.clock.advance(1);
    await rig.tidy();
    expect(rig.jobs().count(['done'])).toBe(0);
    expect(attempts(rig)).toBe(1);
    expect(rig.jobs().count(['dead'])).toBe(1);
    expect(rig.jobs().count(['ready'])).toBe(1);
    expect(rig.all()).toHaveLength(512);
  });

  it('of other areas are left alone', async () => {
    const { rig } = await withJobs(1);
    rig.db().connection.exec("UPDATE job SET kind = 'ingest.message'");
    rig.clock.advance(31 * DAY_MS);
    await rig.tidy();
    expect(rig.jobs().count(['done'])).toBe(1);
  });
});

it('stops where it is when it is told to', async () => {
  const { rig } = await longAt('sent');
  const stop = cancelSource();
  stop.cancel();
  const deps = { upkeep: rig.upkeep(), blobs: rig.blobs(), clock: rig.clock, retentionMs: RETENTION_MS };
  expect(await tidyOutbox(deps, stop.signal)).toMatchObject({ because: 'stopping' });
  expect(rig.stored()).toHaveLength(2);
});

import { expect, it } from 'vitest';
import type { JobId } from '../../../contract/ids.ts';
import { replayRig, slow } from '../../helpers/replay-rig.ts';

const NOW_MS = 1_760_000_000_000;

function rigWith(count: number) {
  const rig = replayRig();
  const dead = Array.from({ length: count }, (_, n) => rig.die(rig.download(`m${String(n)}`), NOW_MS - 10 + n));
  return { ...rig, dead };
}

it('24, J6: clicked twice on many it makes one new job for each, and links both ways', async () => {
  const { start, run, dead, store, audit } = rigWith(120);
  expect(start(1).id).toBe(start(1).id);
  expect(run(1)).toMatchObject({ state: 'finished', total: 120, moved: 120, skipped: 0 });
  const successors = dead.map((id) => must(store.get(id)?.replayedBy));
  expect(new Set(successors).size).toBe(120);
  expect(successors.map((id) => store.get(id)?.replayOf)).toEqual(dead);
  expect(start(1)).toMatchObject({ state: 'finished', moved: 120 });
  expect(store.list({ kinds: ['ingest.message'] })).toHaveLength(240);
  expect(await audit.verify(() => Promise.resolve())).toMatchObject({ ok: true });
});

it('J6: keeps its pace smoothly, at a high rate and at a low one, and never makes up for a sleep in a burst', () => {
  const { start, tick, world, replays, idOf } = rigWith(40);
  start(1, undefined, { ...slow, perMinute: 60 });
  const moved = () => replays.get(idOf(1))?.moved;
  expect(tick(1)).toEqual({ kind: 'waitFor', untilMs: NOW_MS + 1_000, because: 'replaying' });
  expect(moved()).toBe(1);
  world.nowMs += 999;
  expect(tick(1)).toMatchObject({ untilMs: NOW_MS + 1_000 });
  expect(moved()).toBe(1);
  world.nowMs += 1;
  tick(1);
  expect(moved()).toBe(2);
  world.nowMs += 3_600_000;
  tick(1);
  expect(moved()).toBe(4);

  const fast = rigWith(200);
  fast.start(1, undefined, { ...slow, perMinute: 6_000 });
  for (let second = 0; second < 4; second += 1) {
    fast.tick(1);
    fast.world.nowMs += 250;
  }
  expect(fast.replays.get(fast.idOf(1))?.moved).toBeGreaterThan(70);
  expect(fast.replays.get(fast.idOf(1))?.moved).toBeLessThan(80);
});

it('J6: moves no more than its cap', () => {
  const { start, run } = rigWith(10);
  start(1, undefined, { ...slow, cap: 4 });
  expect(run(1)).toMatchObject({ state: 'finished', total: 4, moved: 4 });
});

it('J6: stops by itself when too many of the last successors failed, and a resume judges only what comes', () => {
  const rig = rigWith(10);
  const { start, tick, resume, world, die, store, replays, idOf } = rig;
  start(1, undefined, { perMinute: 60, cap: null, stopRule: { failures: 2, outOf: 3 } });
  const failNext = (id: JobId | undefined) => {
    tick(1);
    const successor = id === undefined ? null : (store.get(id)?.replayedBy ?? null);
    if (successor === null) throw new Error('it was not moved');
    world.nowMs += 1_000;
    return die(successor, world.nowMs);
  };
  failNext(rig.dead[0]);
  failNext(rig.dead[1]);
  expect(tick(1)).toEqual({ kind: 'done' });
  expect(replays.get(idOf(1))).toMatchObject({ state: 'stoppedByRule', moved: 2, failed: 2 });
  expect(resume(1)).toMatchObject({ state: 'running' });
  failNext(rig.dead[2]);
  expect(tick(1)).toMatchObject({ kind: 'waitFor' });
  expect(rig.audit.page(null, 10).map(({ action }) => action)).toEqual([
    'replay.resume',
    'replay.stopByRule',
    'replay.start',
  ]);
});

it('J6: allows one replay at a time for each kind of work', () => {
  const { start, stop, run, die, download } = rigWith(4);
  start(1);
  die(download('late'), NOW_MS);
  expect(() => start(2)).toThrow(expect.objectContaining({ code: 'message_state_conflict' }));
  stop(1);
  expect(start(2)).toMatchObject({ total: 5 });
  expect(run(2)).toMatchObject({ moved: 5 });
});

it('passes over what somebody dealt with meanwhile', () => {
  const { start, run, store, dead, world, deps } = rigWith(5);
  start(1);
  store.replay(must(dead[1]), world.nowMs);
  deps.jobs.discard(must(dead[3]), { actor: 'operator', reason: 'No.' }, world.nowMs);
  expect(run(1)).toMatchObject({ state: 'finished', moved: 3, skipped: 2 });
  expect(store.get(must(dead[3]))).toMatchObject({ state: 'dead', replayedBy: null });
});

it('J12: is refused where nobody may replay', () => {
  const { start } = rigWith(1);
  expect(() => start(1, undefined, undefined, { role: 'view' })).toThrow(
    expect.objectContaining({ code: 'not_permitted' }),
  );
});

it('J7: a dry run of ten thousand changes nothing', async () => {
  const { weighScope, countEffect } = await import('../../../main/core/replay/weigh-scope.ts');
  const { deps, db, die, download } = replayRig();
  die(download('first'), NOW_MS);
  db.connection.exec(`
    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10000)
    INSERT INTO job (kind, lane, mailbox, payload, payload_version, title, priority, state, run_at_ms, created_at_ms,
      max_attempts, death_reason, died_at_ms, last_error_at_ms, last_error_code, cause)
    SELECT 'ingest.message', 'ingest', mailbox, json_object('messageId', 'x' || i), 1, 'Fetch', 1, 'dead', 0, 0, 10, 'permanent', i, i,
      'disk_full', 'disk_full' FROM n, (SELECT mailbox FROM job LIMIT 1)`);
  const changes = () => db.connection.prepare('SELECT total_changes()').pluck().get();
  const before = [changes(), db.connection.serialize().toString('base64')];
  const effect = countEffect(deps, weighScope(deps, { kind: 'filter', filter: {} }));
  expect(effect).toMatchObject({ inScope: 10_001, willReplay: 10_001, downloads: { unlisted: 10_001 } });
  expect([changes(), db.connection.serialize().toString('base64')]).toEqual(before);
});

function must<T>(value: T | null | undefined): T {
  if (value === null || value === undefined) throw new Error('there is nothing');
  return value;
}

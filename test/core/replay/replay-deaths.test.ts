import { assert, array, asyncProperty, constant, nat, oneof, option, record } from 'fast-check';
import type { Arbitrary } from 'fast-check';
import { expect, it } from 'vitest';
import type { JobId } from '../../../contract/ids.ts';
import { MailroomError } from '../../../main/core/mailroom-error.ts';
import type { AdvanceReplayDeps } from '../../../main/core/replay/advance-replay.ts';
import { Died, mortal, newLife } from '../../helpers/mortal.ts';
import { replayRig } from '../../helpers/replay-rig.ts';

const JOBS = 6;
const REPLAYS = 2;
const NOW_MS = 1_760_000_000_000;

const anyReplay = nat(REPLAYS - 1);
const step = oneof(
  record({ kind: constant('start' as const), number: anyReplay }),
  record({ kind: constant('startTwice' as const), number: anyReplay }),
  record({ kind: constant('tick' as const), number: anyReplay, moments: option(nat(20)) }),
  record({ kind: constant('stop' as const), number: anyReplay }),
  record({ kind: constant('resume' as const), number: anyReplay }),
  record({ kind: constant('dealWith' as const), job: nat(JOBS - 1), how: nat(1) }),
  record({ kind: constant('wait' as const), ms: nat(400) }),
);
type Action = typeof step extends Arbitrary<infer S> ? S : never;
type Rig = ReturnType<typeof replayRig>;
type Bug = (deps: AdvanceReplayDeps) => Partial<AdvanceReplayDeps>;

const noBug: Bug = () => ({});

/** Any order of clicks, ticks, deaths and other people's work. Returns what is wrong in the end. */
function play(actions: readonly Action[], bug = noBug): Promise<readonly string[]> {
  const rig = replayRig();
  const dead = Array.from({ length: JOBS }, (_, n) => rig.die(rig.download(`m${String(n)}`), NOW_MS));
  const elsewhere = new Set<JobId>();
  for (const action of actions) tolerate(() => apply(rig, action, dead, elsewhere, bug));
  drain(rig, bug);
  return judge(rig, elsewhere);
}

function apply(rig: Rig, action: Action, dead: readonly JobId[], elsewhere: Set<JobId>, bug: Bug): void {
  switch (action.kind) {
    case 'start':
      return void rig.start(action.number);
    case 'startTwice':
      rig.start(action.number);
      return void rig.start(action.number);
    case 'tick':
      return tick(rig, action.number, action.moments, bug);
    case 'stop':
      return void rig.stop(action.number);
    case 'resume':
      return void rig.resume(action.number);
    case 'wait':
      rig.world.nowMs += action.ms;
      return;
    case 'dealWith': {
      const id = dead[action.job];
      // Who dealt with it may change their mind, and is not overruled by it.
      if (id === undefined || elsewhere.has(id) || rig.store.get(id)?.replayedBy !== null) return;
      elsewhere.add(id);
      if (action.how === 0) rig.store.replay(id, rig.world.nowMs);
      else rig.store.discard(id, { actor: 'operator', reason: 'No.' }, rig.world.nowMs);
    }
  }
}

/** The process dies before or after any call into the stores. */
function tick(rig: Rig, number: number, moments: number | null, bug: Bug): void {
  const life = newLife(moments);
  const { replays, jobs, audit, index } = rig.deps;
  const deps = {
    ...rig.deps,
    replays: mortal(replays, life),
    jobs: mortal(jobs, life),
    audit: mortal(audit, life),
    index: mortal(index, life),
  };
  rig.tick(number, { ...deps, ...bug(deps) });
}

/** Whoever comes after the last death lets everything go to its end: what is refused while another runs, after that one. */
function drain(rig: Rig, bug: Bug): void {
  for (let turn = 0; turn < REPLAYS * 2; turn += 1) {
    const number = turn % REPLAYS;
    tolerate(() => rig.resume(number));
    for (let ticks = 0; ticks < 50; ticks += 1) {
      tolerate(() => tick(rig, number, null, bug));
      rig.world.nowMs += 1_000;
    }
  }
}

async function judge({ db, audit }: Rig, elsewhere: ReadonlySet<JobId>): Promise<readonly string[]> {
  const all = (sql: string) => db.connection.prepare<[], { id: number }>(sql).all();
  const skipped = all(`SELECT job_id AS id FROM replay_item AS item WHERE state = 'skipped' AND NOT EXISTS (
    SELECT 1 FROM replay_item AS other WHERE other.job_id = item.job_id AND other.state = 'moved')`);
  return [
    ...all('SELECT replay_of AS id FROM job WHERE replay_of IS NOT NULL GROUP BY 1 HAVING count(*) > 1').map(
      () => 'two successors',
    ),
    ...all(`SELECT job_id AS id FROM replay_item WHERE state = 'moved' GROUP BY 1 HAVING count(*) > 1`).map(
      () => 'moved twice',
    ),
    ...all(`SELECT job_id AS id FROM replay_item WHERE state = 'queued'`).map(() => 'left behind'),
    ...all(`SELECT job_id AS id FROM replay_item JOIN job ON job.id = job_id
      WHERE replay_item.state = 'moved' AND replayed_by IS NOT successor_id`).map(() => 'linked to another'),
    ...skipped.filter(({ id }) => !elsewhere.has(String(id) as JobId)).map(() => 'passed over without a reason'),
    ...all('SELECT id FROM job WHERE discarded_at_ms IS NOT NULL AND replayed_by IS NOT NULL').map(
      () => 'overruled a person',
    ),
    ...all(`SELECT id FROM replay WHERE state <> 'finished'`).map(() => 'not finished'),
    ...((await audit.verify(() => Promise.resolve())).ok ? [] : ['the audit log is not whole']),
  ];
}

/** A refused click and a death are part of the game. */
function tolerate(work: () => void): void {
  try {
    work();
  } catch (error) {
    if (!(error instanceof Died) && !(error instanceof MailroomError)) throw error;
  }
}

it('J6, GW4: moves each job once and loses none, in any order of clicks, stops, deaths and other people’s work', async () => {
  await assert(
    asyncProperty(array(step, { maxLength: 25 }), async (actions) => {
      expect(await play(actions)).toEqual([]);
    }),
    { numRuns: 30 },
  );
});

it.each<[string, Bug]>([
  ['moves a job and says so in two transactions', () => ({ transact: (work) => work() })],
  ['forgets to say that it moved a job', ({ replays }) => ({ replays: { ...replays, settle: () => undefined } })],
  [
    'gives a successor without looking for the first',
    ({ jobs }) => ({
      jobs: {
        ...jobs,
        replay(id, nowMs) {
          const dead = jobs.get(id);
          return dead === null ? null : jobs.enqueue({ ...dead, dedupeKey: null, runAtMs: nowMs }, nowMs);
        },
      },
    }),
  ],
])('catches a replay that %s', async (_name, bug) => {
  const scripted: readonly Action[][] = Array.from({ length: 12 }, (_, moments) => [
    { kind: 'start', number: 0 },
    { kind: 'tick', number: 0, moments },
    { kind: 'tick', number: 0, moments: null },
  ]);
  const found = await Promise.all(scripted.map((actions) => play(actions, bug)));
  expect(found.flat()).not.toEqual([]);
});

import {
  type Arbitrary,
  array,
  assert,
  asyncProperty,
  constant,
  constantFrom,
  nat,
  oneof,
  option,
  record,
  subarray,
} from 'fast-check';
import { expect, it } from 'vitest';
import type { IngestStore } from '../../../main/core/ports/ingest-store.ts';
import { type PlantedBug, recoverIngest, workUntilIdle } from '../../helpers/ingest-worker.ts';
import { ingestRig } from '../../helpers/ingest-rig.ts';
import { newLife } from '../../helpers/mortal.ts';
import { lost, refused } from '../../helpers/sample-faults.ts';

/** Two of them differ only by case. */
const ids = ['a', 'A', 'b', 'c', 'd'] as const;
/** Some bytes come more than once, some not at all. */
const contents = ['', 'same', 'same', 'other', 'third'] as const;
const verbs = ['readChanges', 'readMessage', 'listAttachments', 'download'] as const;
const faults = [lost, refused(500), refused(404), refused(410, { code: 'SyncStateNotFound' }), refused(503)] as const;

const step = oneof(
  record({
    kind: constant('deliver' as const),
    id: constantFrom(...ids),
    files: subarray([...contents.keys()]),
  }),
  record({ kind: constant('remove' as const), id: constantFrom(...ids) }),
  record({
    kind: constant('fault' as const),
    verb: constantFrom(...verbs),
    fault: constantFrom(...faults),
  }),
  record({ kind: constant('loseThePlace' as const) }),
  record({ kind: constant('loseTheKey' as const) }),
  record({ kind: constant('poll' as const) }),
  record({ kind: constant('work' as const), moments: option(nat(150)) }),
);
type Step = typeof step extends Arbitrary<infer S> ? S : never;
type Rig = ReturnType<typeof ingestRig>;

const everDelivered = new WeakMap<Rig, Map<string, readonly number[]>>();

/** What came is never changed by the service: a message that was away comes back with the files that it had. */
function filesOf(rig: Rig, id: string, wanted: readonly number[]): readonly number[] {
  const known = everDelivered.get(rig) ?? new Map<string, readonly number[]>();
  everDelivered.set(rig, known);
  const files = known.get(id) ?? wanted;
  known.set(id, files);
  return files;
}

async function apply(rig: Rig, one: Step, plant?: PlantedBug): Promise<void> {
  switch (one.kind) {
    case 'deliver':
      if (rig.mailbox.mails.has(one.id)) return;
      return rig.mailbox.deliver(
        one.id,
        filesOf(rig, one.id, one.files).map((n) => ({ id: `file-${String(n)}`, bytes: contents[n] ?? '' })),
      );
    case 'remove':
      return rig.mailbox.mails.has(one.id) ? rig.mailbox.remove(one.id) : undefined;
    case 'fault':
      return rig.mailbox.fail(one.verb, one.fault);
    case 'loseThePlace':
      return rig.mailbox.loseThePlace();
    case 'loseTheKey':
      rig.world.key += 1;
      return;
    case 'poll':
      rig.world.nowMs += 300_000;
      return;
    case 'work': {
      const life = newLife(one.moments);
      await workUntilIdle(rig, life, plant);
      expectNoBrokenPromise(rig);
      if (!life.dead) return;
      rig.restart();
      return recoverIngest(rig);
    }
  }
}

/** At any moment, also right after a death. */
function expectNoBrokenPromise(rig: Rig): void {
  const named = rig.db().connection.prepare('SELECT DISTINCT sha256 FROM file WHERE sha256 IS NOT NULL').pluck().all();
  expect(named.filter((sha256) => !rig.blobs.has(sha256 as never))).toEqual([]);
}

async function letItEnd(rig: Rig): Promise<void> {
  rig.mailbox.heal();
  rig.restart();
  recoverIngest(rig);
  for (let round = 0; round < 3; round += 1) {
    rig.world.nowMs += 700_000;
    await workUntilIdle(rig, newLife(null));
  }
}

async function play(steps: readonly Step[], plant?: PlantedBug): Promise<void> {
  const rig = ingestRig();
  rig.follow();
  for (const one of steps) await apply(rig, one, plant);
  await letItEnd(rig);

  expectNoBrokenPromise(rig);
  const states = rig.states();
  const there = [...rig.mailbox.mails.keys()];
  expect(there.filter((id) => states[id] !== 'complete')).toEqual([]);
  const ended = Object.values(states).filter((state) => state === 'complete' || state === 'gone');
  expect(ended).toHaveLength(Object.keys(states).length);
  for (const [id, { files }] of rig.mailbox.mails) {
    const stored = rig.files(id).filter(({ state }) => state === 'stored');
    expect(new Set(stored.map(({ attachmentId }) => attachmentId))).toEqual(new Set(files.map((file) => file.id)));
    expect(stored).toHaveLength(files.length);
  }
  const removed = Object.keys(states).filter((id) => !there.includes(id));
  expect(rig.removed()).toEqual(removed.sort());
  expect(rig.jobs().count(['ready', 'leased', 'dead'])).toBe(0);
}

it('17, 18, 19: whatever comes between, every message ends complete, once, with all its files and their bytes', async () => {
  const anySteps = array(step, { minLength: 3, maxLength: 25 });
  await assert(
    asyncProperty(anySteps, (steps) => play(steps)),
    { numRuns: 60 },
  );
}, 300_000);

const linkBeforeJobs: PlantedBug = (store) =>
  changed(store, {
    commitPage(account, folder, page, nowMs) {
      store.commitPage(account, folder, { ...page, changes: [], isEnd: false }, nowMs);
      return store.commitPage(account, folder, page, nowMs);
    },
  });

const rowBeforeBlob: PlantedBug = (store, { blobs }) =>
  changed(store, {
    storeFile(id, stored, nowMs) {
      const isNew = blobs.delete(stored.sha256);
      store.storeFile(id, stored, nowMs);
      if (isNew) blobs.add(stored.sha256);
    },
  });

function changed(store: IngestStore, by: Partial<IngestStore>): IngestStore {
  return new Proxy(store, { get: (object, key): unknown => Reflect.get(key in by ? by : object, key) });
}

/** The same short story, with a death in each of its moments. */
async function deathsThatHarm(plant?: PlantedBug): Promise<number> {
  let harmed = 0;
  for (let moments = 0; moments < 50; moments += 1) {
    const story: readonly Step[] = [
      { kind: 'deliver', id: 'a', files: [1, 3] },
      { kind: 'deliver', id: 'A', files: [0] },
      { kind: 'work', moments },
    ];
    await play(story, plant).catch(() => (harmed += 1));
  }
  return harmed;
}

it('17, 18: no single death harms anything, and it would show if the order were another', async () => {
  expect(await deathsThatHarm()).toBe(0);
  expect(await deathsThatHarm(linkBeforeJobs)).toBeGreaterThan(0);
  expect(await deathsThatHarm(rowBeforeBlob)).toBeGreaterThan(0);
}, 300_000);

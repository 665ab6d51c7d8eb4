import { expect, it } from 'vitest';
import { cancelSource } from '../../../main/core/jobs/cancel-source.ts';
import { tidyIngest } from '../../../main/core/ingest/tidy-ingest.ts';
import { ingestRig } from '../../helpers/ingest-rig.ts';
import { sampleJob } from '../../helpers/ingest-store-rig.ts';

const week = 7 * 24 * 60 * 60_000;

function tidying(rig: ReturnType<typeof ingestRig>) {
  const alarms: number[] = [];
  const deps = {
    store: rig.store(),
    blobs: { has: (sha256: never) => Promise.resolve(rig.blobs.has(sha256)) },
    clock: { ...rig.clock, sleep: () => Promise.resolve() },
    jobFor: (_account: unknown, messageId: string) => sampleJob(messageId),
    alarm: (files: number) => void alarms.push(files),
  };
  return { alarms, run: (signal = cancelSource().signal) => tidyIngest(deps, signal) };
}

it('fetches files again whose bytes are not where their rows say, and raises the alarm', async () => {
  const rig = ingestRig();
  rig.mailbox.deliver('m', [{ id: 'one' }, { id: 'two' }]);
  rig.notice('m');
  await rig.collect('m');
  const [lost] = rig.blobs;
  if (lost !== undefined) rig.blobs.delete(lost);
  const { alarms, run } = tidying(rig);
  expect(await run()).toMatchObject({ kind: 'waitFor', because: 'poll' });
  expect(alarms).toEqual([1]);
  expect(rig.files('m').map(({ state }) => state)).toEqual(['queued', 'stored']);
  expect(rig.jobKeys()).toEqual(['finance:m']);
  expect(await rig.collect('m')).toEqual({ kind: 'done' });
  expect(rig.files('m').map(({ state }) => state)).toEqual(['stored', 'stored']);
});

it('forgets jobs that ended more than a week ago, however many, and no others', async () => {
  const rig = ingestRig();
  for (let n = 0; n < 600; n += 1) rig.notice(`m${String(n)}`);
  const claim = { lanes: ['ingest'], leaseMsByKind: { 'ingest.message': 1000 }, nowMs: rig.world.nowMs } as const;
  for (let n = 0; n < 550; n += 1) {
    const lease = rig.jobs().claim(claim);
    if (lease !== null) rig.jobs().complete(lease, rig.world.nowMs);
  }
  const { run } = tidying(rig);
  await run();
  expect(rig.jobs().count(['done'])).toBe(550);
  rig.world.nowMs += week + 1;
  await run();
  expect(rig.jobs().count(['done'])).toBe(0);
  expect(rig.jobs().count(['ready'])).toBe(50);
});

it('stops when it is told to', async () => {
  const rig = ingestRig();
  rig.mailbox.deliver('m', [{ id: 'one' }]);
  rig.notice('m');
  await rig.collect('m');
  const stop = cancelSource();
  stop.cancel();
  expect(await tidying(rig).run(stop.signal)).toMatchObject({ because: 'stopping' });
});

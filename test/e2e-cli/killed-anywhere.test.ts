import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../helpers/seeded-random.ts';
import { documentOf, sendCommand, sendRig, type SendRig } from '../helpers/send-rig.ts';
import { judgeDelivery } from './judge-delivery.ts';
import { killForGood, oneMail, recoverAfterDeath } from './recover.ts';

const seed = 20_261_121;
/** `npm run soak -- send` has thousands. */
const kills = 5;
const random = seededRandom(seed);
/** From the start of the process to its end and a little less, one moment in each equal part of it. */
const shares = Array.from({ length: kills }, (_, index) => (index + random.uniform()) / kills);
/** Measured by the first test; this is for when it is left out. */
let wholeRunMs = 1_500;

const filesOf = (rig: SendRig): readonly string[] => [rig.file('small.bin', 40_000), rig.file('large.bin', 3_400_000)];

describe('a send to a foreign server', () => {
  it('US1: arrives once and whole, and keeps every rule of the service', async () => {
    const rig = await sendRig({ latencyMs: 15 });
    const paths = filesOf(rig);
    const startedAtMs = performance.now();
    const sent = await rig.run(sendCommand('whole', paths));
    wholeRunMs = performance.now() - startedAtMs;
    expect(sent).toMatchObject({ code: 0 });
    expect(documentOf(sent)).toMatchObject({ key: 'whole', state: 'sent', reason: null, error: null });
    expect(judgeDelivery(rig.server, 'whole', paths)).toEqual([]);
  });

  it.each(shares)(`US1: arrives once when it is killed after %f of a run (seed ${seed})`, async (share) => {
    const rig = await sendRig({ latencyMs: 15 });
    const paths = filesOf(rig);
    const sending = rig.start([...sendCommand('killed', paths), '--json']);
    await Promise.race([wait(wholeRunMs * share), sending.ended]);
    await killForGood(sending, rig);
    expect(await recoverAfterDeath(rig, 'killed', paths)).toEqual(oneMail);
  });
});

import { describe, expect, it } from 'vitest';
import { decideStandstill, type TransferFacts } from '../../../main/core/outbox/decide-standstill.ts';
import { outboxRow } from '../../../main/core/outbox/outbox-row.ts';
import { outboxRig } from '../../helpers/outbox-rig.ts';
import { sampleFile, sampleRecord } from '../../helpers/sample-outbox.ts';

const nowMs = 1_000_000;
const large = sampleRecord({ attachments: [sampleFile({ mode: 'session' })] });
const small = sampleRecord({ attachments: [sampleFile({ mode: 'small' })] });
const written = sampleRecord({ submittedAtMs: null });

function facts(more: Partial<TransferFacts> = {}): TransferFacts {
  const power = { onBattery: true, batteryPercent: 19, metered: true };
  return { isStopped: false, pausedUntilMs: null, batteryFloorPercent: 0, waitsOnMetered: false, power, ...more };
}

describe('U10: what holds a message up', () => {
  it('nothing, without a rule', () => {
    expect(decideStandstill(large, facts(), nowMs)).toBeNull();
  });

  it('a low battery or a metered network, for large files alone', () => {
    const battery = facts({ batteryFloorPercent: 20 });
    expect(decideStandstill(large, battery, nowMs)?.because).toBe('battery');
    expect(decideStandstill(large, facts({ batteryFloorPercent: 19 }), nowMs)).toBeNull();
    expect(decideStandstill(small, battery, nowMs)).toBeNull();
    expect(decideStandstill(large, facts({ waitsOnMetered: true }), nowMs)?.because).toBe('metered');
    const arrived = sampleRecord({ attachments: [sampleFile({ mode: 'session', step: 'done' })] });
    expect(decideStandstill(arrived, battery, nowMs)).toBeNull();
  });

  it('nothing that the machine does not say', () => {
    const power = { onBattery: null, batteryPercent: null, metered: null };
    expect(decideStandstill(large, facts({ batteryFloorPercent: 100, waitsOnMetered: true, power }), nowMs)).toBeNull();
    const plugged = { onBattery: false, batteryPercent: 3, metered: false };
    expect(decideStandstill(large, facts({ batteryFloorPercent: 100, power: plugged }), nowMs)).toBeNull();
  });

  it('a pause of some hours holds everything until its end, drafts too, and nothing that may have left', () => {
    const paused = facts({ pausedUntilMs: nowMs + 5 });
    const standstill = { because: 'pausedForNow', untilMs: nowMs + 5 };
    for (const record of [large, small, written]) expect(decideStandstill(record, paused, nowMs)).toEqual(standstill);
    expect(decideStandstill(sampleRecord({ step: 'sending' }), paused, nowMs)).toBeNull();
    expect(decideStandstill(small, paused, nowMs + 5)).toBeNull();
  });

  it('the administrator’s pause is another one, and the word for both is its own', () => {
    const both = facts({ isStopped: true, pausedUntilMs: nowMs + 5 });
    expect(decideStandstill(small, both, nowMs)?.because).toBe('providerPaused');
    expect(decideStandstill(written, facts({ isStopped: true }), nowMs)).toBeNull();
    const wait = { because: 'pausedForNow', untilMs: nowMs + 5, count: 1 } as const;
    expect(outboxRow(sampleRecord({ wait }), nowMs)).toMatchObject({
      state: 'paused',
      reason: 'You paused everything for a while. It goes on by itself.',
      waitingUntil: new Date(nowMs + 5).toISOString(),
    });
  });
});

it('U10: a message says why it stands still, and goes on from there', async () => {
  const rig = outboxRig();
  const id = rig.submit([]);
  const endMs = rig.clock.nowMs() + 3_600_000;
  rig.setTransfers({ pausedUntilMs: endMs });
  expect(await rig.run(id)).toEqual({ kind: 'waitFor', because: 'pausedForNow', untilMs: endMs });
  expect(rig.get(id)).toMatchObject({ step: 'staged', wait: { because: 'pausedForNow', untilMs: endMs } });
  rig.setTransfers({ pausedUntilMs: null, isStopped: true });
  expect(await rig.run(id)).toMatchObject({ because: 'providerPaused' });
});

import { describe, expect, it } from 'vitest';
import {
  ACCEPTED_PATIENCE_MS,
  decideAfterLook,
  settledAtMs,
  type Sighting,
  UNKNOWN_PATIENCE_MS,
} from '../../../main/core/outbox/decide-look.ts';
import { sampleContent } from '../../helpers/sample-outbox.ts';

const settings = { settleMs: 120_000, probeMs: 15_000 };
const sentAtMs = 1_000_000;
const settledMs = sentAtMs + settings.settleMs;

const unknown = {
  step: 'unknown',
  path: 'draft',
  content: sampleContent,
  sendTriedAtMs: sentAtMs,
  acceptedAtMs: null,
  looks: 0,
  firstLookAtMs: null,
  draftSightings: 0,
} as const;
type Record = Parameters<typeof decideAfterLook>[0];

function look(sighting: Sighting, nowMs: number, more: Partial<Record> = {}) {
  return decideAfterLook({ ...unknown, ...more }, sighting, nowMs, settings);
}

describe('an uncertain send', () => {
  it('settles after the time that a request of a dead process may still run', () => {
    expect(settledAtMs(unknown, settings)).toBe(settledMs);
  });

  it('is sent as soon as a copy is seen, even before that', () => {
    expect(look('sent', sentAtMs)).toEqual({ kind: 'sent' });
    expect(look('sent', settledMs + UNKNOWN_PATIENCE_MS * 2)).toEqual({ kind: 'sent' });
  });

  it('C13: proves nothing by a look that began too early, whatever it saw', () => {
    for (const sighting of ['draft', 'nothing'] as const) {
      expect(look(sighting, settledMs - 1, { draftSightings: 2 })).toEqual({
        kind: 'lookAgain',
        atMs: settledMs,
        countsAsSighting: false,
      });
    }
  });

  it('needs three sightings of the draft to be proven unsent', () => {
    expect(look('draft', settledMs)).toMatchObject({ kind: 'lookAgain', countsAsSighting: true });
    expect(look('draft', settledMs, { draftSightings: 1 })).toMatchObject({ kind: 'lookAgain' });
    expect(look('draft', settledMs, { draftSightings: 2 })).toEqual({ kind: 'provenUnsent' });
  });

  it('US7: is never proven unsent on the direct path, which has no draft to repeat', () => {
    const direct = { path: 'direct', draftSightings: 2 } as const;
    expect(look('draft', settledMs, direct)).toMatchObject({ kind: 'lookAgain', countsAsSighting: false });
  });

  it('doubles the time between looks from the first to a minute', () => {
    const waits = [0, 1, 2, 3, 40].map((looks) => {
      const verdict = look('nothing', settledMs, { looks });
      return verdict.kind === 'lookAgain' ? verdict.atMs - settledMs : null;
    });
    expect(waits).toEqual([15_000, 30_000, 60_000, 60_000, 60_000]);
  });

  it('needs a person after thirty minutes of looks that saw nothing', () => {
    const endMs = settledMs + UNKNOWN_PATIENCE_MS;
    expect(look('nothing', endMs - 1, { firstLookAtMs: settledMs })).toMatchObject({ kind: 'lookAgain' });
    expect(look('nothing', endMs, { firstLookAtMs: settledMs })).toEqual({ kind: 'needsHuman' });
  });

  it('does not count the time before the first look, when nobody looked', () => {
    expect(look('nothing', settledMs + UNKNOWN_PATIENCE_MS * 3)).toMatchObject({ kind: 'lookAgain' });
  });
});

describe('an accepted send', () => {
  const accepted = { step: 'accepted', acceptedAtMs: sentAtMs } as const;

  it('is never sent again by itself, however often its draft is seen', () => {
    const verdict = look('draft', settledMs * 2, { ...accepted, draftSightings: 9 });
    expect(verdict).toMatchObject({ kind: 'lookAgain', countsAsSighting: false });
  });

  it('is looked for every five minutes after the first hour', () => {
    const nowMs = sentAtMs + 2 * 3_600_000;
    expect(look('nothing', nowMs, accepted)).toMatchObject({ atMs: nowMs + 300_000 });
  });

  it('needs a person when it stays invisible for a day', () => {
    expect(look('nothing', sentAtMs + ACCEPTED_PATIENCE_MS - 1, accepted)).toMatchObject({ kind: 'lookAgain' });
    expect(look('nothing', sentAtMs + ACCEPTED_PATIENCE_MS, accepted)).toEqual({ kind: 'needsHuman' });
  });
});

import { describe, expect, it } from 'vitest';
import { createDiskRoom } from '../../../main/core/ingest/disk-room.ts';
import { estimateCost } from '../../../main/core/ingest/estimate-cost.ts';
import { createScouts } from '../../../main/core/ingest/scouts.ts';
import { sinceOf } from '../../../main/core/ingest/scope.ts';

describe('scouts', () => {
  it('let one look and the others sleep, until the time of the one has come', () => {
    const clock = { now: 1000, nowMs: () => clock.now };
    const scouts = createScouts(clock);
    expect(scouts.missing('room', 1030)).toBe(1030);
    expect(scouts.missing('room', 1030)).toBe(241_000);
    expect(scouts.looks('room')).toBe(1);
    clock.now = 1030;
    expect(scouts.missing('room', 1060)).toBe(1060);
    expect(scouts.looks('room')).toBe(2);
    expect(scouts.found('room')).toBe(true);
    expect(scouts.found('room')).toBe(false);
    expect(scouts.missing('room', 1090)).toBe(1090);
  });

  it('never let anybody wake before the one that looks', () => {
    const scouts = createScouts({ nowMs: () => 0 });
    scouts.missing('pace', 900_000);
    expect(scouts.missing('pace', 900_000)).toBe(900_000);
  });
});

function roomWith(freeBytes: number, quotaBytes = 0, kept = 0) {
  const world = { freeBytes, kept, counted: 0 };
  const room = createDiskRoom({
    disk: { freeBytes: () => Promise.resolve(world.freeBytes) },
    floorBytes: 100,
    quotaBytes,
    storedBytes() {
      world.counted += 1;
      return world.kept;
    },
  });
  return { room, world };
}

describe('room on the disk', () => {
  it('I10: ends at the floor, and is there again above it', async () => {
    const { room, world } = roomWith(99);
    expect(await room.shortage()).toEqual({ because: 'diskFull', freeBytes: 99, neededBytes: 100 });
    world.freeBytes = 100;
    expect(await room.shortage()).toBeNull();
    expect(room.lastShortage()).toBeNull();
  });

  it('I10: ends at the quota, counted once and then by what is stored', async () => {
    const { room, world } = roomWith(1000, 50, 40);
    expect(await room.shortage()).toBeNull();
    room.stored(10);
    expect(await room.shortage()).toMatchObject({ because: 'quota' });
    expect(world.counted).toBe(1);
    world.kept = 30;
    expect(await room.shortage()).toBeNull();
    expect(world.counted).toBe(2);
  });
});

describe('a scope', () => {
  it('reaches back by days, to the beginning, or a little before now', () => {
    const nowMs = 1_000_000_000;
    expect(sinceOf({ kind: 'everything' }, nowMs)).toBeNull();
    expect(sinceOf({ kind: 'lastDays', days: 2 }, nowMs)).toBe(nowMs - 172_800_000);
    expect(sinceOf({ kind: 'fromNow' }, nowMs)).toBe(nowMs - 300_000);
  });

  it('costs one pass over the folder, and two requests for each message that is fetched', () => {
    expect(estimateCost(10_000, { kind: 'fromNow' }, 8_000)).toEqual({ messages: 10_000, requests: 50, atLeastMs: 0 });
    expect(estimateCost(10_000, { kind: 'everything' }, 8_000)).toEqual({
      messages: 10_000,
      requests: 20_050,
      atLeastMs: 1_200_000,
    });
    expect(estimateCost(0, { kind: 'everything' }, 8_000)).toEqual({ messages: 0, requests: 1, atLeastMs: 0 });
  });
});

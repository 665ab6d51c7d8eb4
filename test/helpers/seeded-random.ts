import type { Random } from '../../main/core/ports/time.ts';

/** Mulberry32: the same seed gives the same run. The ids are no real UUIDs and only count. */
export function seededRandom(seed: number): Random {
  let state = seed;
  let ids = 0;
  const nextId = (version: number) => {
    ids += 1;
    return `00000000-0000-${version}000-8000-${ids.toString(16).padStart(12, '0')}`;
  };
  return {
    uniform() {
      state = (state + 0x6d2b79f5) | 0;
      let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
      mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
      return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
    },
    uuidv7: () => nextId(7),
    uuid: () => nextId(4),
  };
}

import type { DiskSpace } from '../ports/disk-space.ts';

export const roomReasons = ['diskFull', 'quota'] as const;
export type RoomReason = (typeof roomReasons)[number];

export interface Shortage {
  readonly because: RoomReason;
  readonly freeBytes: number;
  /** So many must be free before it goes on. */
  readonly neededBytes: number;
}

/** Whether there is room for another download. Row I10: it pauses and goes on by itself. */
export interface DiskRoom {
  /** Null: there is room. Looks anew each time. */
  shortage(): Promise<Shortage | null>;
  /** What a look finds now, for people: it takes no refusal of the system back, as only a download that works does. */
  peek(): Promise<Shortage | null>;
  /** What the last look found, for people. */
  lastShortage(): Shortage | null;
  /** The system itself refused to write, whatever was counted. */
  ranOut(): void;
  /** So many bytes more are stored. */
  stored(sizeBytes: number): void;
}

/** Both limits may change at any time. */
export interface DiskRoomParts {
  readonly disk: DiskSpace;
  /** So much is left free for everything else on this disk. */
  readonly floorBytes: number;
  /** At most so much is kept; 0: no limit. */
  readonly quotaBytes: number;
  /** What is kept now; asked seldom. */
  readonly storedBytes: () => number;
}

export function createDiskRoom(parts: DiskRoomParts): DiskRoom {
  const { disk, storedBytes } = parts;
  let last: Shortage | null = null;
  let keptBytes: number | null = null;

  /** While the quota is reached it is counted anew, because only what is released makes room again. */
  function quotaShortage(): Shortage | null {
    const { quotaBytes } = parts;
    if (quotaBytes === 0) return null;
    if (keptBytes === null || last?.because === 'quota') keptBytes = storedBytes();
    if (keptBytes < quotaBytes) return null;
    return { because: 'quota', freeBytes: 0, neededBytes: keptBytes - quotaBytes + 1 };
  }

  return {
    async shortage() {
      const freeBytes = await disk.freeBytes();
      const { floorBytes } = parts;
      last = freeBytes < floorBytes ? { because: 'diskFull', freeBytes, neededBytes: floorBytes } : quotaShortage();
      return last;
    },
    async peek() {
      const freeBytes = await disk.freeBytes();
      const { floorBytes } = parts;
      return freeBytes < floorBytes ? { because: 'diskFull', freeBytes, neededBytes: floorBytes } : last;
    },
    lastShortage: () => last,
    ranOut() {
      last = { because: 'diskFull', freeBytes: 0, neededBytes: Math.max(parts.floorBytes, 1) };
    },
    stored(sizeBytes) {
      if (keptBytes !== null) keptBytes += sizeBytes;
    },
  };
}

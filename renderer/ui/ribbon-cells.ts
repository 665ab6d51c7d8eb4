type RibbonCell = 'toGo' | 'inFlight' | 'confirmed';

export interface RibbonShape {
  readonly cells: readonly RibbonCell[];
  /** Cells before the tick that marks where an earlier upload ended and a new one began; null without one. */
  readonly tickBefore: number | null;
}

export interface RibbonFacts {
  readonly totalBytes: number;
  /** What the server has confirmed: its next expected byte. */
  readonly confirmedBytes: number;
  /** Whether something is on its way right now. */
  readonly isMoving: boolean;
  /** Where the upload stood when it had to start again; null if it never had to. */
  readonly restartedAtBytes: number | null;
  readonly maxCells: number;
}

/** What one request carries to the server: 12 × 320 KiB. @testexport */
export const chunkBytes = 3_932_160;

/** One cell per server chunk, at most `maxCells`; solid only for what the server confirmed. A cell is solid when all of it is. */
export function ribbonCells(facts: RibbonFacts): RibbonShape {
  const { totalBytes, confirmedBytes, isMoving, restartedAtBytes, maxCells } = facts;
  const count = Math.min(maxCells, Math.max(1, Math.ceil(totalBytes / chunkBytes)));
  const isAll = confirmedBytes >= totalBytes;
  const bytesPerCell = count < maxCells && totalBytes > 0 ? Math.min(chunkBytes, totalBytes) : totalBytes / count;
  const solid = isAll ? count : Math.min(count - 1, Math.floor(confirmedBytes / bytesPerCell));
  const cells = Array.from({ length: count }, (_, index): RibbonCell => {
    if (index < solid) return 'confirmed';
    return isMoving && index === solid ? 'inFlight' : 'toGo';
  });
  const tickBefore = restartedAtBytes === null ? null : Math.min(count, Math.floor(restartedAtBytes / bytesPerCell));
  return { cells, tickBefore };
}

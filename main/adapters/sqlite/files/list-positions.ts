import type { FileSort } from '../../../../contract/files.ts';
import type { ReadDb } from '../connection.ts';
import { listOrder } from './list-order.ts';
import type { SearchLimits } from './search-limits.ts';

export interface WholeList {
  readonly sort: FileSort;
  readonly withInline: boolean;
  readonly count: number;
}

/** A row of a list that was counted off before. */
interface Landmark {
  readonly position: number;
  readonly id: number;
}

interface Known {
  readonly version: number;
  readonly landmarks: Landmark[];
}

const MAX_LANDMARKS = 200;

/**
 * Parts of whole lists by position. A jump counts rows off in the index from the nearer end and leaves a landmark a
 * little before, so that scrolling on from there in either direction counts only from that, until a file changes.
 */
export function listPositions(db: ReadDb, { reach }: SearchLimits) {
  const lists = new Map<string, Known>();

  function landmarksOf({ sort, withInline }: WholeList, version: number): Landmark[] {
    const key = `${sort.by} ${String(sort.descending)} ${String(withInline)}`;
    const known = lists.get(key);
    if (known?.version === version) return known.landmarks;
    const landmarks: Landmark[] = [];
    lists.set(key, { version, landmarks });
    return landmarks;
  }

  return (list: WholeList, position: number, limit: number, version: number): readonly number[] => {
    const order = listOrder(db, list.sort, list.withInline);
    if (list.sort.by === 'received' || position < reach) return order.at(position, limit);
    const landmarks = landmarksOf(list, version);
    const near =
      landmarks.find((one) => one.position < position && position - one.position <= reach) ??
      countOff(db, list, position - Math.floor(reach / 2));
    if (near === null) return [];
    if (!landmarks.includes(near)) landmarks.unshift(near);
    landmarks.splice(MAX_LANDMARKS);
    const between = position - near.position - 1;
    return order.after(near.id, between + limit).slice(between);
  };
}

function countOff(db: ReadDb, { sort, withInline, count }: WholeList, position: number): Landmark | null {
  const behind = count - position - 1;
  const isNearEnd = behind < position;
  const order = listOrder(db, { ...sort, descending: sort.descending !== isNearEnd }, withInline);
  const [id] = order.at(isNearEnd ? behind : position, 1);
  return id === undefined ? null : { position, id };
}

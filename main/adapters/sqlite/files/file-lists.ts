import type { FilePlace } from '../../../core/ports/file-index.ts';
import type { ReadDb } from '../connection.ts';
import { listOrder } from './list-order.ts';
import { listPositions, type WholeList } from './list-positions.ts';
import type { PageOfIds } from './page-of-ids.ts';
import type { SearchLimits } from './search-limits.ts';

/** Pages of the whole list, from anywhere in it. */
export function fileLists(db: ReadDb, limits: SearchLimits) {
  const readAt = listPositions(db, limits);

  return (list: WholeList, place: FilePlace, limit: number, version: number): PageOfIds => {
    const { sort, withInline, count } = list;
    const total = { count, isExact: true };
    if (place.kind === 'after') {
      const ids = listOrder(db, sort, withInline).after(Number(place.id), limit + 1);
      const shown = ids.slice(0, limit);
      return { ids: shown, position: null, next: ids.length > limit ? (shown.at(-1) ?? null) : null, total };
    }
    const position = place.kind === 'start' ? 0 : Math.min(place.position, count);
    const ids = readAt(list, position, limit, version);
    return { ids, position, next: position + ids.length < count ? (ids.at(-1) ?? null) : null, total };
  };
}

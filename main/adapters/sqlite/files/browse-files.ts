import type { FileSort } from '../../../../contract/files.ts';
import type { FilePlace } from '../../../core/ports/file-index.ts';
import type { ReadDb } from '../connection.ts';
import { listOrder } from './list-order.ts';
import type { PageOfIds } from './page-of-ids.ts';

export interface WholeList {
  readonly sort: FileSort;
  readonly withInline: boolean;
  readonly count: number;
}

/** Pages of the whole list, from anywhere in it. */
export function browseFiles(db: ReadDb, list: WholeList, place: FilePlace, limit: number): PageOfIds {
  const { sort, withInline, count } = list;
  const total = { count, isExact: true };
  if (place.kind === 'after') {
    const ids = listOrder(db, sort, withInline).after(Number(place.id), limit + 1);
    const shown = ids.slice(0, limit);
    return { ids: shown, position: null, next: ids.length > limit ? (shown.at(-1) ?? null) : null, total };
  }
  const position = place.kind === 'start' ? 0 : Math.min(place.position, count);
  const ids = readAt(db, list, position, Math.min(limit, count - position));
  return { ids, position, next: position + ids.length < count ? (ids.at(-1) ?? null) : null, total };
}

/** Counted from the nearer end. */
function readAt(db: ReadDb, { sort, withInline, count }: WholeList, position: number, limit: number) {
  const behind = count - position - limit;
  if (position <= behind) return listOrder(db, sort, withInline).at(position, limit);
  const reversed = { ...sort, descending: !sort.descending };
  return listOrder(db, reversed, withInline).at(behind, limit).toReversed();
}

import { createStore, type StoreApi } from 'zustand/vanilla';
import type { FilePage, FileRow } from '../../contract/files.ts';
import { type Fault, readFault } from '../app/fault.ts';

/** Reads `limit` rows from a position of the list on. */
export type ReadRows = (position: number, limit: number) => Promise<FilePage>;

export interface FileListState {
  /** False until the engine has told of the first rows. */
  readonly isKnown: boolean;
  /** How many match, as far as was looked. */
  readonly count: number;
  readonly isExact: boolean;
  /** There are more than are listed, and looking further would list no more of them. */
  readonly isCut: boolean;
  readonly terms: FilePage['terms'];
  readonly fault: Fault | null;
  /** Grows whenever rows came or changed. */
  readonly revision: number;
}

/** One row of the list, and where it stands. */
export interface Anchor {
  readonly index: number;
  readonly id: string;
}

/** What matches one question, of which only parts are here: those that are seen, and some that were. */
export interface FileList {
  readonly state: StoreApi<FileListState>;
  rowAt(index: number): FileRow | null;
  /** Where a file stands, if it is among those that are here. */
  indexOf(id: string): number | null;
  /** What is seen now. Missing rows are read, the newest wish first. */
  want(first: number, last: number): void;
  /** Reads what is seen again. Tells by how many rows the anchor has moved, so that it can stay where it is on the screen. */
  refresh(anchor: Anchor | null): Promise<number>;
  /** Rows of a range, whether they are here or not; fewer where the list ends before it. */
  readRange(first: number, last: number): Promise<readonly FileRow[]>;
  close(): void;
}

/** Rows that are read together. @testexport */
export const pageRows = 100;
const keptPages = 60;
const mostAtOnce = 2;
const rangePart = 500;

export function openFileList(read: ReadRows): FileList {
  const state = createStore<FileListState>(() => ({
    isKnown: false,
    count: 0,
    isExact: false,
    isCut: false,
    terms: [],
    fault: null,
    revision: 0,
  }));
  /** By their number; the one used last is the last of the map. */
  let pages = new Map<number, readonly FileRow[]>();
  const onTheWay = new Set<number>();
  let wanted = { first: 0, last: pageRows - 1 };
  /** Answers to what was asked in an earlier round are not taken over. */
  let round = 0;
  let lookedTo: string | null = null;
  let isClosed = false;

  function rowAt(index: number): FileRow | null {
    return pages.get(pageOf(index))?.[index % pageRows] ?? null;
  }

  /** A page that is not full grows as long as somebody looks further. */
  function isMissing(page: number): boolean {
    const rows = pages.get(page);
    const { isExact, isCut, isKnown, count } = state.getState();
    if (onTheWay.has(page)) return false;
    if (rows === undefined)
      return !isKnown || page * pageRows < count || (page * pageRows === count && !isExact && !isCut);
    return rows.length < pageRows && !isExact && !isCut;
  }

  function take(start: number, answer: FilePage): void {
    for (let at = 0; at === 0 || at < answer.rows.length; at += pageRows) {
      pages.delete(pageOf(start + at));
      pages.set(pageOf(start + at), answer.rows.slice(at, at + pageRows));
    }
    for (const page of pages.keys()) {
      if (pages.size <= keptPages) break;
      if (page < pageOf(wanted.first) || page > pageOf(wanted.last)) pages.delete(page);
    }
    const { count, isExact } = answer.total;
    const before = state.getState();
    const isEnd = start + answer.rows.length >= count;
    const isCut = !isExact && isEnd && answer.next === lookedTo && count === before.count && before.isKnown;
    if (isEnd) lookedTo = answer.next;
    state.setState({
      isKnown: true,
      count,
      isExact,
      isCut: isCut || (before.isCut && !isExact),
      terms: answer.terms,
      fault: null,
      revision: before.revision + 1,
    });
  }

  function pump(): void {
    if (isClosed) return;
    const { isKnown, count } = state.getState();
    // Behind the end of a list that may grow, its end is what has to be looked further from.
    const last = isKnown ? Math.min(pageOf(wanted.last), pageOf(count)) : pageOf(wanted.last);
    for (let page = Math.min(pageOf(wanted.first), last); page <= last && onTheWay.size < mostAtOnce; page += 1) {
      if (isMissing(page)) void fetch(page);
    }
  }

  async function fetch(page: number): Promise<void> {
    const asked = round;
    onTheWay.add(page);
    try {
      const answer = await read(page * pageRows, pageRows);
      if (asked !== round || isClosed) return;
      onTheWay.delete(page);
      take(page * pageRows, answer);
      pump();
    } catch (thrown) {
      if (asked !== round || isClosed) return;
      onTheWay.delete(page);
      state.setState({ fault: readFault(thrown) });
    }
  }

  function indexOf(id: string): number | null {
    for (const [page, rows] of pages) {
      const found = rows.findIndex((row) => row.id === id);
      if (found !== -1) return page * pageRows + found;
    }
    return null;
  }

  /** Whole pages around what is seen, and around where that may have moved to. */
  async function readAgain(anchor: Anchor | null): Promise<{ start: number; answer: FilePage }> {
    const start = pageOf(wanted.first) * pageRows;
    const limit = (pageOf(wanted.last) + 1) * pageRows - start;
    const before = state.getState().count;
    const answer = await read(start, limit);
    const isThere = anchor === null || answer.rows.some(({ id }) => id === anchor.id);
    const moved = answer.total.count - before;
    if (isThere || moved === 0) return { start, answer };
    const next = Math.max(0, pageOf(start + moved) * pageRows);
    return { start: next, answer: await read(next, limit + pageRows) };
  }

  return {
    state,
    rowAt,
    indexOf,
    want(first, last) {
      wanted = { first: Math.max(0, first), last: Math.max(first, last) };
      pump();
    },
    async refresh(anchor) {
      round += 1;
      const asked = round;
      onTheWay.clear();
      try {
        const { start, answer } = await readAgain(anchor);
        if (asked !== round || isClosed) return 0;
        pages = new Map();
        lookedTo = null;
        state.setState({ isCut: false });
        take(start, answer);
        const now = anchor === null ? null : indexOf(anchor.id);
        return anchor === null || now === null ? 0 : now - anchor.index;
      } catch (thrown) {
        if (asked === round && !isClosed) state.setState({ fault: readFault(thrown) });
        return 0;
      } finally {
        pump();
      }
    },
    async readRange(first, last) {
      const rows: FileRow[] = [];
      let before: string | null = null;
      while (first + rows.length <= last) {
        const at = first + rows.length;
        const { rows: more, next, total } = await read(at, Math.min(rangePart, last - at + 1));
        rows.push(...more);
        // Where nothing came, looking may only have been paused.
        if (more.length === 0 && (total.isExact || next === before)) break;
        before = next;
      }
      return rows;
    },
    close() {
      isClosed = true;
    },
  };
}

function pageOf(index: number): number {
  return Math.floor(index / pageRows);
}

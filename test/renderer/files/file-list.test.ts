import { describe, expect, it, vi } from 'vitest';
import type { FilePage, FileRow } from '../../../contract/files.ts';
import { openFileList, pageRows } from '../../../renderer/files/file-list.ts';
import { fileRowOf, pageOfRows } from './file-row-of.ts';
import { patiently } from '../../helpers/patiently.ts';

function rowsOf(count: number): FileRow[] {
  return Array.from({ length: count }, (_, n) => fileRowOf(n));
}

function openOver(shown: { rows: readonly FileRow[] }) {
  const asked: number[] = [];
  const list = openFileList((position, limit) => {
    asked.push(position);
    return Promise.resolve(pageOfRows(shown.rows, position, limit));
  });
  return { list, asked };
}

describe('the list of files', () => {
  it('reads only what is seen, wherever in a million rows that is', async () => {
    const asked: number[] = [];
    const list = openFileList((position, limit) => {
      asked.push(position);
      const rows = Array.from({ length: limit }, (_, at) => fileRowOf(position + at));
      return Promise.resolve({ ...pageOfRows(rows, 0, limit), position, total: { count: 1_000_000, isExact: true } });
    });
    list.want(0, 30);
    await vi.waitFor(() => expect(list.rowAt(30)?.name).toBe('plan-30.pdf'), patiently);
    list.want(777_780, 777_820);
    await vi.waitFor(() => expect(list.rowAt(777_820)?.name).toBe('plan-777820.pdf'), patiently);
    expect(list.rowAt(400_000)).toBeNull();
    expect(asked).toEqual([0, 777_700, 777_800]);
  });

  it('keeps a bounded number of rows, and what is seen is always among them', async () => {
    const { list } = openOver({ rows: rowsOf(20_000) });
    for (let first = 0; first < 20_000; first += pageRows) {
      list.want(first, first + 20);
      await vi.waitFor(() => expect(list.rowAt(first)).not.toBeNull(), { ...patiently, interval: 1 });
    }
    expect(list.rowAt(0)).toBeNull();
    expect(list.rowAt(19_920)).not.toBeNull();
  });

  it('tells how far files have moved that came in above, so that nothing jumps', async () => {
    const shown = { rows: rowsOf(1000) };
    const { list } = openOver(shown);
    list.want(500, 530);
    await vi.waitFor(() => expect(list.rowAt(500)).not.toBeNull(), patiently);
    const anchor = { index: 510, id: list.rowAt(510)?.id ?? '' };
    shown.rows = [...Array.from({ length: 250 }, (_, n) => fileRowOf(5000 + n)), ...shown.rows];
    expect(await list.refresh(anchor)).toBe(250);
    expect(list.rowAt(760)?.id).toBe(anchor.id);
    expect(list.state.getState().count).toBe(1250);
  });

  it('does not take over answers to questions that were asked before the files changed', async () => {
    let isSlow = true;
    const answers: (() => void)[] = [];
    const list = openFileList(
      (position, limit) =>
        new Promise<FilePage>((resolve) => {
          const rows = isSlow ? rowsOf(3) : rowsOf(5);
          const answer = (): void => resolve(pageOfRows(rows, position, limit));
          if (isSlow) answers.push(answer);
          else answer();
        }),
    );
    list.want(0, 10);
    isSlow = false;
    await list.refresh(null);
    answers.forEach((answer) => answer());
    await new Promise((resolve) => setImmediate(resolve));
    expect(list.state.getState().count).toBe(5);
  });

  it('looks further as long as somebody wants more and more is found, and says when it is cut', async () => {
    const most = 250;
    let found = 0;
    const rows = rowsOf(most);
    const list = openFileList((position, limit) => {
      if (found < position + limit) found = Math.min(most, found + 60);
      const part = rows.slice(Math.min(position, found), Math.min(found, position + limit));
      return Promise.resolve({
        rows: part,
        position: Math.min(position, found),
        next: `looked to ${found}`,
        total: { count: found, isExact: false },
        terms: [],
      });
    });
    list.want(0, 10);
    await vi.waitFor(() => expect(list.rowAt(10)).not.toBeNull(), patiently);
    list.want(240, 260);
    await vi.waitFor(() => expect(list.state.getState()).toMatchObject({ count: most, isCut: true }), patiently);
    expect(list.rowAt(249)?.name).toBe('plan-249.pdf');
  });

  it('keeps its rows when the engine does not answer, and says so until it does', async () => {
    let isAway = false;
    const list = openFileList((position, limit) =>
      isAway ? Promise.reject(new Error('away')) : Promise.resolve(pageOfRows(rowsOf(10), position, limit)),
    );
    list.want(0, 9);
    await vi.waitFor(() => expect(list.rowAt(9)).not.toBeNull(), patiently);
    isAway = true;
    expect(await list.refresh(null)).toBe(0);
    expect(list.state.getState().fault).not.toBeNull();
    expect(list.rowAt(9)).not.toBeNull();
    isAway = false;
    await list.refresh(null);
    expect(list.state.getState().fault).toBeNull();
  });

  it('reads a range in parts, also where it was never seen', async () => {
    const { list, asked } = openOver({ rows: rowsOf(1200) });
    const rows = await list.readRange(100, 1150);
    expect(rows.map(({ name }) => name)).toEqual(
      rowsOf(1151)
        .slice(100)
        .map(({ name }) => name),
    );
    expect(asked.length).toBe(3);
  });
});

import { describe, expect, test } from 'vitest';
import { fileSortKeys, type FileId } from '../../../../contract/files.ts';
import { fileSearchRig, question, readAll } from '../../../helpers/file-search-rig.ts';

const small = { few: 30, found: 25, enough: 1, lookUpMs: 0, chunk: 10, reach: 20 };

describe('the whole list', () => {
  test.each(fileSortKeys)('I1: by %s, shows the same rows at a position as from the start on, from both ends', (by) => {
    const { index } = fileSearchRig(small);
    for (const descending of [false, true]) {
      const asked = question('', { sort: { by, descending } });
      const all = readAll(index, asked, 1000).map((row) => row.id);
      const middle = Math.floor(all.length / 2);
      // Jumps, and from each a little forward and back.
      for (const position of [0, 7, middle, middle + 10, middle - 9, all.length - 3, all.length - 30, all.length]) {
        const page = index.page(asked, { kind: 'position', position }, 10);
        expect(page.rows.map((row) => row.id)).toEqual(all.slice(position, position + 10));
        expect(page).toMatchObject({ position, total: { count: all.length, isExact: true } });
        expect(page.next).toBe(position + 10 < all.length ? page.rows.at(-1)?.id : null);
      }
    }
  });

  test('a position behind the end is the end', () => {
    const { index } = fileSearchRig();
    const { total } = index.page(question(''), { kind: 'start' }, 1);
    const page = index.page(question(''), { kind: 'position', position: 1_000_000 }, 10);
    expect(page).toMatchObject({ rows: [], position: total.count, next: null });
  });

  test('leaves out pictures inside text until they are asked for', () => {
    const { index, all } = fileSearchRig();
    const inline = all.filter((row) => row.isInline).length;
    const count = (withInline: boolean) => index.page(question('', { withInline }), { kind: 'start' }, 1).total.count;
    expect(inline).toBeGreaterThan(0);
    expect(count(true)).toBe(all.length);
    expect(count(false)).toBe(all.length - inline);
  });
});

describe('what matches', () => {
  test('is counted exactly as far as it was looked for', () => {
    const { index } = fileSearchRig(small);
    const some = index.page(question('inv'), { kind: 'start' }, 10);
    expect(some.total).toEqual({ count: 25, isExact: false });
    const few = index.page(question('nothing'), { kind: 'start' }, 10);
    expect(few).toMatchObject({ rows: [], next: null, total: { count: 0, isExact: true } });
  });

  test('goes on where looking was paused, although a page has fewer rows than it could', () => {
    const { index } = fileSearchRig(small);
    const page = index.page(question('type:pdf,calendar ext:png'), { kind: 'start' }, 10);
    expect(page.rows.length).toBeLessThan(10);
    expect(page.next).not.toBeNull();
  });

  test('is searched again once a file was changed', () => {
    const { db, index } = fileSearchRig();
    const asked = question('inv state:needsYou');
    const before = index.page(asked, { kind: 'start' }, 1).total.count;
    const stored = index.page(question('inv state:stored'), { kind: 'start' }, 1).rows[0]?.id;
    db.connection.prepare("UPDATE file SET state = 'needsYou' WHERE id = ?").run(Number(stored));
    expect(index.page(asked, { kind: 'start' }, 1).total.count).toBe(before + 1);
  });

  test('goes on behind any file, also one that was never on a page', () => {
    const { index, expected } = fileSearchRig(small);
    const asked = question('inv', { sort: { by: 'name', descending: false } });
    const ids = expected(asked);
    const place = { kind: 'after', id: ids[40] as FileId } as const;
    const behind = index.page(asked, place, 5).rows.map((row) => row.id);
    expect(behind.length).toBeGreaterThan(0);
    expect(behind).toEqual(ids.slice(41, 41 + behind.length));
  });
});

import { describe, expect, it } from 'vitest';
import { outboxId } from '../../../contract/ids.ts';
import { listItems, rowByKey } from '../../../renderer/outbox/list-items.ts';
import type { Section } from '../../../renderer/outbox/sections.ts';
import { outboxRowOf } from './outbox-row-of.ts';

const idOf = (n: number) => outboxId.parse(`01970000-0000-7000-8000-${String(n).padStart(12, '0')}`);
const rowsOf = (...numbers: number[]) => numbers.map((n) => outboxRowOf({ id: idOf(n) }));
const sections: readonly Section[] = [
  { kind: 'needsYou', title: 'Needs you', tone: 'brick', rows: rowsOf(1) },
  { kind: 'moving', title: 'Moving', tone: 'ink', rows: rowsOf(2, 3, 4) },
];
const items = listItems(sections);

describe('the sections as one list', () => {
  it('has a heading before the rows of each section', () => {
    expect(items.count).toBe(6);
    const seen = Array.from({ length: 7 }, (_, index) => {
      const item = items.at(index);
      return item?.kind === 'row' ? Number(item.row.id.slice(-3)) : (item?.section.title ?? null);
    });
    expect(seen).toEqual(['Needs you', 1, 'Moving', 2, 3, 4, null]);
    expect(items.at(-1)).toBeNull();
  });

  it('finds a message by its id, and nothing for another', () => {
    expect([items.indexOf(idOf(1)), items.indexOf(idOf(4)), items.indexOf(idOf(9))]).toEqual([1, 5, null]);
  });

  it('is nothing for no section', () => {
    expect([listItems([]).count, listItems([]).at(0), listItems([]).rowFrom(0, 1)]).toEqual([0, null, null]);
  });
});

describe('A1: keys in the list', () => {
  it('lead over headings from row to row, and stay at either end', () => {
    const down = [1, 3, 4, 5].map((index) => rowByKey(items, index, 'ArrowDown', 2));
    const up = [5, 4, 3, 1].map((index) => rowByKey(items, index, 'ArrowUp', 2));
    expect([down, up]).toEqual([
      [3, 4, 5, null],
      [4, 3, 1, null],
    ]);
  });

  it('lead a page on, to the ends, and never to a heading', () => {
    expect(['PageDown', 'End', 'PageUp', 'Home'].map((key) => rowByKey(items, 3, key, 2))).toEqual([5, 5, 1, 1]);
    expect([rowByKey(items, 1, 'PageDown', 1), rowByKey(items, 5, 'PageDown', 4)]).toEqual([3, 5]);
  });

  it('that belong to others lead nowhere', () => {
    expect(['Tab', 'a', 'Enter'].map((key) => rowByKey(items, 3, key, 2))).toEqual([null, null, null]);
  });
});

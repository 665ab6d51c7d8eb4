import type { OutboxRow } from '../../contract/outbox.ts';
import type { Section } from './sections.ts';

/** One line of the list, whatever section it is in. */
export type ListItem =
  | { readonly kind: 'heading'; readonly section: Section }
  | { readonly kind: 'row'; readonly section: Section; readonly row: OutboxRow };

/** The sections as one list, by index: a heading, its rows, the next heading. Nothing is copied. */
export interface ListItems {
  readonly count: number;
  at(index: number): ListItem | null;
  /** Where the message stands, or null. */
  indexOf(id: string): number | null;
  /** The next row in a direction from `index` on, headings passed over; null where there is none. */
  rowFrom(index: number, step: 1 | -1): number | null;
}

export function listItems(sections: readonly Section[]): ListItems {
  const starts: number[] = [];
  let count = 0;
  for (const { rows } of sections) {
    starts.push(count);
    count += 1 + rows.length;
  }

  function at(index: number): ListItem | null {
    const place = starts.findLastIndex((start) => start <= index);
    const [section, start] = [sections[place], starts[place]];
    if (section === undefined || start === undefined) return null;
    if (index === start) return { kind: 'heading', section };
    const row = section.rows[index - start - 1];
    return row === undefined ? null : { kind: 'row', section, row };
  }

  return {
    count,
    at,
    indexOf(id) {
      for (const [place, { rows }] of sections.entries()) {
        const found = rows.findIndex((row) => row.id === id);
        if (found !== -1) return (starts[place] ?? 0) + 1 + found;
      }
      return null;
    },
    rowFrom(index, step) {
      for (let place = index; place >= 0 && place < count; place += step) if (at(place)?.kind === 'row') return place;
      return null;
    },
  };
}

/** Where a key leads from the row at `current`, a page being `pageRows` long; null for keys that lead nowhere. */
export function rowByKey(items: ListItems, current: number, key: string, pageRows: number): number | null {
  const last = items.count - 1;
  switch (key) {
    case 'ArrowDown':
      return items.rowFrom(current + 1, 1);
    case 'ArrowUp':
      return items.rowFrom(current - 1, -1);
    case 'PageDown':
      return items.rowFrom(Math.min(last, current + pageRows), 1) ?? items.rowFrom(last, -1);
    case 'PageUp':
      return items.rowFrom(Math.max(0, current - pageRows), -1) ?? items.rowFrom(0, 1);
    case 'Home':
      return items.rowFrom(0, 1);
    case 'End':
      return items.rowFrom(last, -1);
    default:
      return null;
  }
}

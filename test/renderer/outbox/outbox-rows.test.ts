import { beforeEach, expect, it } from 'vitest';
import { hideRow, showRow, takeRows, useOutboxRows } from '../../../renderer/outbox/outbox-rows.ts';
import { outboxRowOf } from './outbox-row-of.ts';

const row = outboxRowOf({ state: 'draft' });
const shown = (): string[] => [...useOutboxRows.getState().byId.keys()];

beforeEach(() => {
  useOutboxRows.setState({ byId: new Map(), hidden: new Map() });
  takeRows([row], 1);
});

it('lets go of a row at once when the engine says that no list shows it', () => {
  takeRows([{ ...row, isListed: false }], 2);
  expect(shown()).toEqual([]);
});

it('shows a draft that is being discarded in no list, whatever is told of it, until it is taken back', () => {
  hideRow(row.id);
  takeRows([{ ...row, subject: 'Plans, saved meanwhile' }], 2);
  expect(shown()).toEqual([]);
  showRow(row.id);
  expect(useOutboxRows.getState().byId.get(row.id)?.row.subject).toBe('Plans, saved meanwhile');
});

it('brings nothing back of a draft that is gone', () => {
  hideRow(row.id);
  takeRows([{ ...row, isListed: false }], 2);
  showRow(row.id);
  expect(shown()).toEqual([]);
});

import { describe, expect, it } from 'vitest';
import { outboxId } from '../../../contract/ids.ts';
import { outboxStates } from '../../../contract/outbox.ts';
import { countNeedingYou, createSectioner, matchesFilter } from '../../../renderer/outbox/sections.ts';
import { fileOf, outboxRowOf } from './outbox-row-of.ts';

const now = new Date(2026, 10, 21, 14, 0).getTime();
const at = (minutesAgo: number): string => new Date(now - minutesAgo * 60_000).toISOString();
const idOf = (n: number) => outboxId.parse(`01970000-0000-7000-8000-${String(n).padStart(12, '0')}`);

describe('the sections of the outbox', () => {
  it('come in one order, what needs a person first', () => {
    const rows = outboxStates.map((state, n) => outboxRowOf({ id: idOf(n), state, updatedAt: at(5) }));
    const sections = createSectioner()(rows.toReversed(), now);
    expect(sections.map(({ title }) => title)).toEqual([
      'Needs you',
      'Unconfirmed',
      'Held and scheduled',
      'Moving',
      'Drafts',
      'Sent today',
      'Cancelled',
    ]);
    expect(sections.flatMap((section) => section.rows)).toHaveLength(outboxStates.length);
  });

  it('leave no state out, whatever the day', () => {
    const rows = outboxStates.map((state, n) => outboxRowOf({ id: idOf(n), state, updatedAt: at(5 * 24 * 60) }));
    const sections = createSectioner()(rows, now);
    expect(sections.flatMap((section) => section.rows)).toHaveLength(outboxStates.length);
    expect(sections.at(-1)?.title).toBe('Earlier');
  });

  it('put what leaves first on top of the held, and the last sent on top of the sent', () => {
    const late = outboxRowOf({ id: idOf(1), state: 'scheduled', waitingUntil: at(-600) });
    const soon = outboxRowOf({ id: idOf(2), state: 'held', heldUntil: at(-1) });
    const older = outboxRowOf({ id: idOf(3), state: 'sent', updatedAt: at(60) });
    const newer = outboxRowOf({ id: idOf(4), state: 'sent', updatedAt: at(2) });
    const [held, sent] = createSectioner()([late, older, soon, newer], now);
    expect(held?.rows).toEqual([soon, late]);
    expect(sent?.rows).toEqual([newer, older]);
  });

  it('stay the same objects while their rows do', () => {
    const sectioner = createSectioner();
    const sent = outboxRowOf({ id: idOf(1), state: 'sent', updatedAt: at(2) });
    const moving = outboxRowOf({ id: idOf(2) });
    const [, sentBefore] = sectioner([moving, sent], now);
    const [movingAfter, sentAfter] = sectioner([{ ...moving, confirmedBytes: 1 }, sent], now);
    expect(sentAfter).toBe(sentBefore);
    expect(movingAfter?.rows[0]?.confirmedBytes).toBe(1);
  });

  it('count on the rail what needs a person, and nothing else', () => {
    const rows = outboxStates.map((state, n) => outboxRowOf({ id: idOf(n), state }));
    expect(countNeedingYou(rows)).toBe(2);
  });
});

describe('the filter', () => {
  const row = outboxRowOf({ subject: 'Site survey', attachments: [fileOf(10, 0, { name: 'hall-4.e57' })] });

  it('finds a message by subject, recipient, file, state and every id', () => {
    for (const sought of ['survey', 'FINANCE@', 'hall-4', 'uploading', row.id, row.correlationId, 'key-1']) {
      expect(matchesFilter(row, sought)).toBe(true);
    }
  });

  it('finds no message by what stands in its ids by chance', () => {
    const chance = outboxRowOf({ id: idOf(1234), key: idOf(1234), sentId: 'sent-1234' });
    expect(chance.id).toContain('1234');
    expect(matchesFilter(chance, '1234')).toBe(false);
    expect(matchesFilter({ ...chance, key: 'order-1234' }, '1234')).toBe(true);
  });

  it('wants every word, in any order', () => {
    expect(matchesFilter(row, ' e57  site ')).toBe(true);
    expect(matchesFilter(row, 'site invoice')).toBe(false);
    expect(matchesFilter(row, '   ')).toBe(true);
  });
});

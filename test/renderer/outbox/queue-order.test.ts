import { describe, expect, it } from 'vitest';
import { outboxId } from '../../../contract/ids.ts';
import { actionsOf } from '../../../renderer/outbox/row-actions.ts';
import { verbCommand } from '../../../renderer/outbox/row-commands.ts';
import { moveInQueue, queueOf } from '../../../renderer/outbox/queue-order.ts';
import { createSectioner, stuckIn } from '../../../renderer/outbox/sections.ts';
import { powerFactsOf } from '../../../renderer/app/use-power-report.ts';
import { outboxRowOf } from './outbox-row-of.ts';

const at = (n: number): string => `2026-11-21T10:0${String(n)}:00.000Z`;
const idOf = (n: number) => outboxId.parse(`01970000-0000-7000-8000-00000000001${String(n)}`);
const rows = [1, 2, 3, 4].map((n) =>
  outboxRowOf({ id: idOf(n), subject: String(n), state: 'uploading', createdAt: at(n) }),
);
const [first, second, third, fourth] = rows.map(({ id }) => id);

function subjects(ids: readonly string[] | null): string | undefined {
  return ids?.map((id) => rows.find((row) => row.id === id)?.subject).join('');
}

describe('U9: the queue of a mailbox', () => {
  it('is what a person placed first, then what came first, without what left or is only written', () => {
    const placed = outboxRowOf({ id: idOf(9), state: 'paused', place: -1, createdAt: at(9) });
    const others = [outboxRowOf({ state: 'sent' }), outboxRowOf({ state: 'draft' }), outboxRowOf({ state: 'sending' })];
    const queue = queueOf([...others, ...rows.toReversed(), placed], placed);
    expect(queue.map(({ id }) => id)).toEqual([placed.id, first, second, third, fourth]);
    const [moving] = createSectioner()([...rows.toReversed(), placed], Date.parse(at(9)));
    expect(moving?.rows.map(({ id }) => id)).toEqual([placed.id, first, second, third, fourth]);
  });

  it('moves by one, to the front, and beside another', () => {
    expect(subjects(moveInQueue(rows, third ?? '', { kind: 'step', step: -1 }))).toBe('1324');
    expect(subjects(moveInQueue(rows, third ?? '', { kind: 'step', step: 1 }))).toBe('1243');
    expect(subjects(moveInQueue(rows, fourth ?? '', { kind: 'first' }))).toBe('4123');
    const beside = (side: 'before' | 'after') => ({ kind: 'beside', target: third ?? '', side }) as const;
    expect(subjects(moveInQueue(rows, first ?? '', beside('before')))).toBe('2134');
    expect(subjects(moveInQueue(rows, first ?? '', beside('after')))).toBe('2314');
  });

  it('leaves what stands there already, and what is not in it', () => {
    expect(moveInQueue(rows, first ?? '', { kind: 'step', step: -1 })).toBeNull();
    expect(moveInQueue(rows, fourth ?? '', { kind: 'step', step: 1 })).toBeNull();
    expect(moveInQueue(rows, first ?? '', { kind: 'first' })).toBeNull();
    expect(moveInQueue(rows, second ?? '', { kind: 'beside', target: first ?? '', side: 'after' })).toBeNull();
    expect(moveInQueue(rows, 'gone', { kind: 'first' })).toBeNull();
  });
});

it('U9: all that was given up and certainly not sent is tried again at once, and nothing else', () => {
  const stuck = outboxRowOf({ state: 'needsYou', cancellable: true });
  const uncertain = outboxRowOf({ state: 'needsYou', cancellable: false });
  const refused = outboxRowOf({ state: 'failed', cancellable: false });
  expect(stuckIn({ kind: 'needsYou', rows: [stuck, uncertain, refused] })).toEqual([stuck]);
  expect(stuckIn({ kind: 'moving', rows: [stuck] })).toEqual([]);
});

it('L4: each action that the command line has too is named by it', () => {
  const row = outboxRowOf({ state: 'uploading' });
  const commands = actionsOf(row, undefined, true).map(({ verb }) => verbCommand(verb, row.id)?.join(' '));
  expect(commands).toEqual(['pause', 'first', 'undo', 'cancel'].map((verb) => `outbox ${verb} ${row.id}`));
});

it('U10: tells of power and line what the browser knows, and nothing where it does not', () => {
  expect(powerFactsOf(null, undefined)).toEqual({ onBattery: null, batteryPercent: null, metered: null });
  expect(powerFactsOf({ charging: false, level: 0.184 }, { saveData: false })).toEqual({
    onBattery: true,
    batteryPercent: 18,
    metered: false,
  });
  expect(powerFactsOf({ charging: true, level: 1 }, { type: 'cellular' }).metered).toBe(true);
});

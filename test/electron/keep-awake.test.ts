import { EventEmitter } from 'node:events';
import { describe, expect, it } from 'vitest';
import type { OutboxRow } from '../../contract/outbox.ts';
import type { ElectronParts } from '../../main/electron/electron-parts.ts';
import { keepAwake } from '../../main/electron/keep-awake.ts';
import { desktopRow, file } from './desktop-row.ts';

const nowMs = Date.parse('2026-11-21T12:00:00.000Z');
const moving = desktopRow(1, { state: 'uploading', attachments: [file('uploading')] });

function machine(onBatteryPower = false) {
  const power = Object.assign(new EventEmitter(), { onBatteryPower });
  const blocked = new Set<number>();
  const kinds: string[] = [];
  const powerSaveBlocker: ElectronParts['powerSaveBlocker'] = {
    start: (kind) => {
      kinds.push(kind);
      blocked.add(kinds.length);
      return kinds.length;
    },
    stop: (id) => blocked.delete(id),
  };
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the few members that are called
  const powerMonitor = power as unknown as ElectronParts['powerMonitor'];
  const awake = keepAwake({ powerMonitor, powerSaveBlocker });
  return { power, kinds, awake, isBlocked: () => blocked.size > 0, show: (row: OutboxRow) => awake.show([row], nowMs) };
}

describe('U14: keeping the machine awake', () => {
  it('only while bytes move, by one blocker that ends with them', () => {
    const { show, isBlocked, kinds } = machine();
    show(desktopRow(1, { state: 'checked' }));
    expect(isBlocked()).toBe(false);
    show(moving);
    show(moving);
    expect([isBlocked(), kinds]).toEqual([true, ['prevent-app-suspension']]);
    show({ ...moving, attachments: [file('attached')] });
    expect(isBlocked()).toBe(false);
  });

  it.each<[string, Partial<OutboxRow>]>([
    ['paced', { state: 'paced' }],
    ['paused', { state: 'paused' }],
    ['waiting for another try', { waitingUntil: '2026-11-21T12:00:01.000Z' }],
    ['a paused draft', { state: 'draft', reason: 'Paused by you.' }],
    ['checked on the server', { attachments: [file('checking')] }],
  ])('not for what is %s', (_what, changes) => {
    const { show, isBlocked } = machine();
    show({ ...moving, ...changes });
    expect(isBlocked()).toBe(false);
  });

  it('for a draft whose files go ahead, and not when the engine has ended', () => {
    const { awake, show, isBlocked } = machine();
    show({ ...moving, state: 'draft' });
    expect(isBlocked()).toBe(true);
    awake.letGo();
    expect(isBlocked()).toBe(false);
  });

  it('never on battery, and from the moment of plugging in', () => {
    const { power, show, isBlocked } = machine(true);
    show(moving);
    expect(isBlocked()).toBe(false);
    power.onBatteryPower = false;
    power.emit('on-ac');
    expect(isBlocked()).toBe(true);
    power.onBatteryPower = true;
    power.emit('on-battery');
    expect(isBlocked()).toBe(false);
  });
});

import { describe, expect, it } from 'vitest';
import type { OutboxEvent, OutboxState } from '../../../contract/outbox.ts';
import { waybillStages } from '../../../renderer/outbox/waybill-stages.ts';
import { outboxRowOf } from './outbox-row-of.ts';

const now = new Date(2026, 10, 21, 14, 0).getTime();
const events = (...states: OutboxState[]): OutboxEvent[] =>
  states.map((state, index) => ({ at: new Date(now + index * 1000).toISOString(), state, what: '', requestId: null }));
const strip = (state: OutboxState, ...passed: OutboxState[]): string =>
  waybillStages(outboxRowOf({ state, createdAt: new Date(now).toISOString() }), events(...passed), now)
    .map(({ name, progress }) => `${name} ${progress}`)
    .join(', ');

describe('C12: the waybill', () => {
  it('stands where the message stands, and claims nothing ahead', () => {
    expect(strip('uploading', 'checked', 'uploading')).toBe(
      'Draft done, Checked done, Uploading now, Sending ahead, Accepted ahead, In Sent Items ahead',
    );
  });

  it('leaves out the hold that a message never had', () => {
    expect(strip('sent', 'checked', 'uploading', 'sending', 'accepted', 'sent')).toBe(
      'Draft done, Checked done, Uploading done, Sending done, Accepted done, In Sent Items done',
    );
  });

  it('stands at Sending while it is unconfirmed', () => {
    expect(strip('unconfirmed', 'checked', 'uploading', 'held', 'sending', 'unconfirmed')).toBe(
      'Draft done, Checked done, Uploading done, Held done, Sending now, Accepted ahead, In Sent Items ahead',
    );
  });

  it('stands where it stopped when it is paused, paced or needs somebody', () => {
    for (const state of ['paused', 'paced', 'needsYou', 'cancelled'] as const) {
      expect(strip(state, 'checked', 'uploading', state)).toContain('Checked done, Uploading now');
    }
  });

  it('shows a bounce after Sent Items', () => {
    expect(strip('bounced', 'checked', 'uploading', 'sending', 'accepted', 'sent', 'bounced')).toMatch(
      /In Sent Items done, Bounced now$/,
    );
  });

  it('gives each stage the moment at which it was reached first', () => {
    const row = outboxRowOf({ state: 'uploading', createdAt: new Date(now).toISOString() });
    const stages = waybillStages(row, events('checked', 'uploading', 'paced', 'uploading'), now);
    expect(stages.slice(0, 3).map(({ time }) => time)).toEqual(['14:00:00', '14:00:00', '14:00:01']);
  });
});

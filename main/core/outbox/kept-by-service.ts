import type { OutboxRecord } from './outbox-record.ts';

/** When the service lets go of a message that it was to keep; 0 for one that leaves as soon as it is handed over. */
export function deferredUntilMs({ content }: Pick<OutboxRecord, 'content'>): number {
  return content.deferUntil === null ? 0 : Date.parse(content.deferUntil);
}

/** It was, or may have been, handed over, and its time has not come: it cannot have left, and can be taken back there. */
export function isKeptByService(record: Pick<OutboxRecord, 'content' | 'step'>, nowMs: number): boolean {
  const isHandedOver = record.step === 'accepted' || record.step === 'unknown';
  return isHandedOver && nowMs < deferredUntilMs(record);
}

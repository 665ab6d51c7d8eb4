import type { OutboxRecord } from './outbox-record.ts';

/** When the service lets go of a message that it was to keep; 0 for one that leaves as soon as it is handed over. */
export function deferredUntilMs({ content }: Pick<OutboxRecord, 'content'>): number {
  return content.deferUntil === null ? 0 : Date.parse(content.deferUntil);
}

/** It was, or may have been, handed over, and its time has not come: it cannot have left, and can be taken back there. */
export function isKeptByService(record: Pick<OutboxRecord, 'content' | 'step'>, nowMs: number): boolean {
  return isHandedOver(record) && nowMs < deferredUntilMs(record);
}

/** A person wanted it back, and what became of that is not decided yet. */
export function isBeingRecalled(record: Pick<OutboxRecord, 'step' | 'recallAskedAtMs'>): boolean {
  return isHandedOver(record) && record.recallAskedAtMs !== null;
}

function isHandedOver({ step }: Pick<OutboxRecord, 'step'>): boolean {
  return step === 'accepted' || step === 'unknown';
}

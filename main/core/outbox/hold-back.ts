import type { OutboxRecord } from './outbox-record.ts';
import { next, type StepContext, type StepResult } from './step-context.ts';

/**
 * The time for Undo, and a schedule that this computer keeps: everything is ready, and nothing leaves before it is over.
 * Null when there is none left. What the service is to keep is handed over at once.
 */
export function holdBack(context: StepContext): StepResult | null {
  const { deps, record } = context;
  const nowMs = deps.clock.nowMs();
  const because = record.sendAtMs === null ? 'held' : 'scheduled';
  const untilMs = ownTimeMs(record);
  if (untilMs === null || untilMs <= nowMs) return null;
  const what = because === 'held' ? 'Held for you to change your mind.' : 'Ready, and waits for its time.';
  const note = record.wait?.because === because ? null : { what };
  const wait = { because, untilMs, count: 1 } as const;
  const held = deps.store.change(record.id, { from: [record.step], unlessPaused: true }, { wait }, note, nowMs);
  return held === null ? next : { kind: 'waitFor', untilMs, because };
}

/** Until when this computer holds it; null where nothing does, or the service will. */
function ownTimeMs({ content, holdUntilMs, sendAtMs }: OutboxRecord): number | null {
  return content.deferUntil === null ? (sendAtMs ?? holdUntilMs) : holdUntilMs;
}

/** "2026-12-24 08:00 UTC": for histories, which say the same in every zone. */
export function minuteOf(instant: string): string {
  return `${instant.slice(0, 10)} ${instant.slice(11, 16)} UTC`;
}

/** A schedule that passed unheeded by more than this was missed, because nothing ran. */
const LATE_MS = 60_000;

/** Said in the history when a message leaves after the time that its sender wished. */
export function missedSchedule({ content, sendAtMs }: OutboxRecord, nowMs: number): string | null {
  if (sendAtMs === null || content.deferUntil !== null || nowMs - sendAtMs < LATE_MS) return null;
  return `Its time, ${minuteOf(new Date(sendAtMs).toISOString())}, passed while Mailroom was not running or could not send.`;
}

import { deferredUntilMs } from './kept-by-service.ts';
import type { OutboxRecord } from './outbox-record.ts';

/** What a look into the mailbox saw of our message. */
export type Sighting = 'sent' | 'draft' | 'nothing';

export interface LookSettings {
  readonly settleMs: number;
  readonly probeMs: number;
}

export type LookVerdict =
  | { readonly kind: 'sent' }
  /** The same draft was seen unsent often enough after the request must have ended: it may be sent again. */
  | { readonly kind: 'provenUnsent' }
  | { readonly kind: 'lookAgain'; readonly atMs: number; readonly countsAsSighting: boolean }
  | { readonly kind: 'needsHuman' };

/** Sightings of the unsent draft that count as proof. */
const SIGHTINGS_NEEDED = 3;
const MAX_INTERVAL_MS = 60_000;
const SLOW_INTERVAL_MS = 5 * 60_000;
const SLOW_AFTER_MS = 60 * 60_000;
/** How long an uncertain send is looked for before a person is asked. */
export const UNKNOWN_PATIENCE_MS = 30 * 60_000;
/**
 * How long an accepted send may stay invisible before a person is asked.
 * @testexport
 */
export const ACCEPTED_PATIENCE_MS = 24 * 60 * 60_000;

/**
 * A request of a dead process may still be running at the service until then; nothing seen before proves it unsent.
 * A draft that the service may be keeping until its time looks like one that was never handed over.
 */
export function settledAtMs(record: Pick<OutboxRecord, 'sendTriedAtMs' | 'content'>, settings: LookSettings): number {
  return Math.max(record.sendTriedAtMs ?? 0, deferredUntilMs(record)) + settings.settleMs;
}

/** Decides from one look, after it was answered. docs/specs/send-protocol.md, Reconciling. */
export function decideAfterLook(
  record: Pick<
    OutboxRecord,
    'step' | 'path' | 'content' | 'sendTriedAtMs' | 'acceptedAtMs' | 'looks' | 'firstLookAtMs' | 'draftSightings'
  >,
  sighting: Sighting,
  nowMs: number,
  settings: LookSettings,
): LookVerdict {
  if (sighting === 'sent') return { kind: 'sent' };
  if (record.step === 'accepted') {
    const keptUntilMs = deferredUntilMs(record);
    if (nowMs < keptUntilMs) return { kind: 'lookAgain', atMs: keptUntilMs, countsAsSighting: false };
    const sinceMs = Math.max(record.acceptedAtMs ?? record.sendTriedAtMs ?? nowMs, keptUntilMs);
    if (nowMs - sinceMs >= ACCEPTED_PATIENCE_MS) return { kind: 'needsHuman' };
    return {
      kind: 'lookAgain',
      atMs: nowMs + intervalMs(record.looks, nowMs - sinceMs, settings),
      countsAsSighting: false,
    };
  }
  const settled = settledAtMs(record, settings);
  if (nowMs < settled) return { kind: 'lookAgain', atMs: settled, countsAsSighting: false };
  const seesDraft = sighting === 'draft' && record.path === 'draft';
  if (seesDraft && record.draftSightings + 1 >= SIGHTINGS_NEEDED) return { kind: 'provenUnsent' };
  const searchedMs = nowMs - (record.firstLookAtMs ?? nowMs);
  if (searchedMs >= UNKNOWN_PATIENCE_MS) return { kind: 'needsHuman' };
  return { kind: 'lookAgain', atMs: nowMs + intervalMs(record.looks, 0, settings), countsAsSighting: seesDraft };
}

/** `MS_SEND_PROBE_MS`, doubled by each look up to a minute; an accepted message is looked for more slowly after an hour. */
function intervalMs(looks: number, waitedMs: number, settings: LookSettings): number {
  if (waitedMs > SLOW_AFTER_MS) return SLOW_INTERVAL_MS;
  return Math.min(MAX_INTERVAL_MS, settings.probeMs * 2 ** Math.min(looks, 20));
}

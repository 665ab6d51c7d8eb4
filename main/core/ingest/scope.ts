import type { IngestScope } from '../../../contract/ingest.ts';
import type { MailChange } from '../ports/mailbox-reader.ts';
import type { PageChange } from '../ports/ingest-store.ts';

const DAY_MS = 24 * 60 * 60_000;
/** The service's clock and ours never agree: "from now" takes a little of what came before rather than miss a message. */
const CLOCK_SKEW_MS = 5 * 60_000;

/** Messages received before this moment are passed over; null: none are. */
export function sinceOf(scope: IngestScope, nowMs: number): number | null {
  switch (scope.kind) {
    case 'everything':
      return null;
    case 'lastDays':
      return nowMs - scope.days * DAY_MS;
    case 'fromNow':
      return nowMs - CLOCK_SKEW_MS;
  }
}

/**
 * Drafts are somebody's work, not mail that came. A message without a date is wanted: one too many is harmless. The
 * service is never asked to filter, because then it stops after 5,000 messages.
 */
export function applyScope(change: MailChange, sinceMs: number | null): PageChange {
  if (change.kind === 'removed') return change;
  const { messageId, isDraft, receivedAtMs } = change;
  const isTooOld = sinceMs !== null && receivedAtMs !== null && receivedAtMs < sinceMs;
  return { kind: 'present', messageId, isWanted: !isDraft && !isTooOld };
}

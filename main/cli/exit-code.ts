import type { ErrorCode } from '../../contract/errors.ts';
import type { IngestSummary } from '../../contract/ingest.ts';
import type { OutboxRow } from '../../contract/outbox.ts';
import type { RunSummary } from '../../contract/api.ts';

/** What a script may rely on. `queued` is sysexits' EX_TEMPFAIL: safe on disk, to be continued. */
export const exitCodes = { done: 0, failed: 1, usage: 2, unconfirmed: 3, gated: 4, queued: 75 } as const;
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** How far `send --wait` follows a message. */
export type WaitGoal = 'accepted' | 'sent';

type JudgedRow = Pick<OutboxRow, 'state' | 'cancellable' | 'error'>;

/** The exit code of a message as it stands now. */
export function exitCodeOfRow(row: JudgedRow, goal: WaitGoal): ExitCode {
  switch (row.state) {
    case 'draft':
    case 'checked':
    case 'uploading':
    case 'paused':
    case 'paced':
    case 'held':
    case 'scheduled':
    case 'sending':
      return exitCodes.queued;
    case 'accepted':
      return goal === 'accepted' ? exitCodes.done : exitCodes.queued;
    case 'sent':
      return exitCodes.done;
    case 'unconfirmed':
      return exitCodes.unconfirmed;
    case 'needsYou':
      return isProvenUnsent(row) ? exitCodes.failed : exitCodes.unconfirmed;
    case 'failed':
      return row.error !== null && isGate(row.error.error_code) ? exitCodes.gated : exitCodes.failed;
    case 'bounced':
    case 'cancelled':
      return exitCodes.failed;
  }
}

/** The exit code of a command that was refused or broke. */
export function exitCodeOfError(code: ErrorCode): ExitCode {
  if (isGate(code)) return exitCodes.gated;
  switch (code) {
    case 'usage_error':
    case 'validation_error':
    case 'config_invalid':
    case 'idempotency_key_reused':
    case 'provider_upload_session_invalid_chunk_size':
      return exitCodes.usage;
    case 'send_unconfirmed':
      return exitCodes.unconfirmed;
    default:
      return exitCodes.failed;
  }
}

/** The most urgent fact decides: what may have left twice if handled wrongly, then what failed, then what waits. */
export function exitCodeOfRun(summary: RunSummary): ExitCode {
  if (summary.unconfirmed > 0) return exitCodes.unconfirmed;
  if (summary.failed + summary.dead > 0) return exitCodes.failed;
  return summary.waiting > 0 ? exitCodes.queued : exitCodes.done;
}

/** What needs a person before what only waits. */
export function exitCodeOfIngest({ dead, waiting }: IngestSummary): ExitCode {
  if (dead > 0) return exitCodes.failed;
  return waiting > 0 ? exitCodes.queued : exitCodes.done;
}

function isProvenUnsent(row: JudgedRow): boolean {
  return row.cancellable && row.error?.error_code !== 'send_unconfirmed';
}

function isGate(code: ErrorCode): boolean {
  switch (code) {
    case 'internal_only_recipient_blocked':
    case 'provider_disabled':
    case 'provider_paused':
    case 'rollout_gated':
      return true;
    default:
      return false;
  }
}

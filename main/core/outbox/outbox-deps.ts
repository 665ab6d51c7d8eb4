import type { StructuredError } from '../../../contract/errors.ts';
import type { BlobStore } from '../ports/blob-store.ts';
import type { Digest } from '../ports/digest.ts';
import type { DriveService } from '../ports/drive-service.ts';
import type { CallContext, MailService, Urgency } from '../ports/mail-service.ts';
import type { OutboxStore } from '../ports/outbox-store.ts';
import type { SecretBox } from '../ports/secret-box.ts';
import type { SizeLimits } from '../ports/size-limits.ts';
import type { CancelSignal, Clock, Random } from '../ports/time.ts';
import type { Standstill } from './decide-standstill.ts';
import { travelsTogether } from './outbox-jobs.ts';
import type { OutboxRecord } from './outbox-record.ts';

export interface OutboxSettings {
  readonly settleMs: number;
  readonly probeMs: number;
  readonly retryBaseMs: number;
  readonly chunkBytes: number;
}

/** Everything that sending needs from outside. */
export interface OutboxDeps {
  readonly store: OutboxStore;
  readonly mail: MailService;
  readonly drive: DriveService;
  readonly limits: SizeLimits;
  readonly blobs: BlobStore;
  readonly box: SecretBox;
  readonly digest: Digest;
  readonly clock: Clock;
  readonly random: Random;
  readonly settings: OutboxSettings;
  /** The gates once more, right before sending: what closed since it was handed over; null when nothing did. */
  refusalNow(record: OutboxRecord): StructuredError | null;
  /** Why this message may begin no new step now, though nothing is wrong with it; null when it may. */
  standstill(record: OutboxRecord): Standstill | null;
  /** The size of the next chunk, where a limit of speed makes it smaller than `settings.chunkBytes`. */
  chunkBytesNow?(): number;
}

export function callFor(record: OutboxRecord, urgency: Urgency, signal: CancelSignal): CallContext {
  const { account, correlationId } = record;
  // A merge is long and never urgent: a person's own message goes before it.
  return travelsTogether(record)
    ? { account, correlationId, urgency: 'bulk', mayBatch: true, signal }
    : { account, correlationId, urgency, signal };
}

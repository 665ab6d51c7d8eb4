import type { AccountId } from '../../../contract/ids.ts';
import type { BackoffSettings } from '../faults/decide-fault.ts';
import type { JobRun } from '../jobs/job-kinds.ts';
import type { BounceStore } from '../ports/bounce-store.ts';
import type { JobStore } from '../ports/job-store.ts';
import type { CallContext } from '../ports/mail-service.ts';
import type { OutboxStore } from '../ports/outbox-store.ts';
import type { ReportReader } from '../ports/report-reader.ts';
import type { Clock, Random } from '../ports/time.ts';

export interface BounceSettings extends BackoffSettings {
  /** From a send until the Inbox is first looked at. */
  readonly bounceLookMs: number;
}

/** Everything that the search for bounces needs from outside. */
export interface BounceDeps {
  readonly outbox: OutboxStore;
  readonly bounces: BounceStore;
  readonly reader: ReportReader;
  readonly jobs: Pick<JobStore, 'enqueue'>;
  readonly clock: Clock;
  readonly random: Random;
  readonly settings: BounceSettings;
  /** Ingest reads every message of this Inbox already, and tells of those that may be reports. */
  isCollected(account: AccountId): boolean;
}

export type BounceRun = Pick<JobRun, 'signal'>;

export function callFor({ random }: BounceDeps, account: AccountId, { signal }: BounceRun): CallContext {
  return { account, correlationId: random.uuid(), urgency: 'bulk', signal };
}

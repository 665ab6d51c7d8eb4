import type { AccountId } from '../../../contract/ids.ts';
import type { JobRun } from '../jobs/job-kinds.ts';
import type { IngestStore } from '../ports/ingest-store.ts';
import type { CallContext } from '../ports/mail-service.ts';
import type { MailboxReader } from '../ports/mailbox-reader.ts';
import type { SecretBox } from '../ports/secret-box.ts';
import type { Clock, Random } from '../ports/time.ts';
import type { DiskRoom } from './disk-room.ts';
import type { Scouts } from './scouts.ts';

export interface IngestSettings {
  readonly retryBaseMs: number;
  /** Larger attachments are left to a person. */
  readonly attachmentMaxBytes: number;
}

/** Everything that ingest needs from outside. */
export interface IngestDeps {
  readonly store: IngestStore;
  readonly reader: MailboxReader;
  readonly box: SecretBox;
  readonly room: DiskRoom;
  readonly scouts: Scouts;
  readonly clock: Clock;
  readonly random: Random;
  readonly settings: IngestSettings;
  /** What these jobs waited for is there again; null: in every mailbox. */
  readonly wakeAll: (because: string, account: AccountId | null) => void;
  /** A message may report what became of sent mail. Durable when it returns. */
  readonly noticeReport?: (account: AccountId, messageId: string) => void;
}

/** What ingest uses of a run of the queue. */
export type IngestRun = Pick<JobRun, 'signal' | 'progressed'> & {
  readonly job: Pick<JobRun['job'], 'attempts' | 'maxAttempts' | 'correlationId'>;
  /** This run got further than any before it. */
  hasProgressed(): boolean;
};

/** Remembers whether a run of the queue got further. */
export function ingestRun(run: JobRun): IngestRun {
  let progressed = false;
  return {
    job: run.job,
    signal: run.signal,
    progressed() {
      progressed = true;
      run.progressed();
    },
    hasProgressed: () => progressed,
  };
}

export function callFor(deps: IngestDeps, account: AccountId, run: IngestRun): CallContext {
  const correlationId = run.job.correlationId ?? deps.random.uuid();
  return { account, correlationId, urgency: 'bulk', signal: run.signal };
}

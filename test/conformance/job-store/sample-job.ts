import { accountId } from '../../../contract/ids.ts';
import { type JobStore, lanes, type Lane, type Lease, type NewJob } from '../../../main/core/ports/job-store.ts';

export const LEASE_MS = 60_000;

/** A ready job of the kind `sample`, in a lane where a mailbox has several slots. */
export function sampleJob(parts: Partial<Omit<NewJob, 'mailbox'>> & { mailbox?: string } = {}): NewJob {
  return {
    kind: 'sample',
    lane: 'ingest',
    dedupeKey: null,
    payload: { step: 'one' },
    payloadVersion: 1,
    title: 'A sandbox job',
    priority: 100,
    runAtMs: 0,
    maxAttempts: 10,
    correlationId: null,
    ...parts,
    mailbox: accountId.parse(parts.mailbox ?? 'sandbox:anna'),
  };
}

export function tryClaim(store: JobStore, nowMs = 0, from: readonly Lane[] = lanes): Lease | null {
  return store.claim({ lanes: from, leaseMsByKind: { sample: LEASE_MS }, nowMs });
}

export function claim(store: JobStore, nowMs = 0, from: readonly Lane[] = lanes): Lease {
  const lease = tryClaim(store, nowMs, from);
  if (lease === null) throw new Error('expected a job to be ready');
  return lease;
}

export const sampleError = { code: 'graph_5xx', detail: 'It answered 503.', httpStatus: 503, requestId: 'sandbox-1' };

export const failure = (runAtMs: number) =>
  ({ runAtMs, counted: true, resetAttempts: false, error: sampleError, because: null }) as const;

export const wait = (runAtMs: number, because = 'throttled') =>
  ({ runAtMs, counted: false, resetAttempts: false, error: null, because }) as const;

export const death = { reason: 'permanent', error: sampleError } as const;

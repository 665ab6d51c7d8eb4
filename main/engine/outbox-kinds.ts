import type { OutboxId } from '../../contract/ids.ts';
import { advanceMessage, type StepRunners } from '../core/outbox/advance-message.ts';
import { discardDraft } from '../core/outbox/discard-draft.ts';
import type { OutboxDeps } from '../core/outbox/outbox-deps.ts';
import { ADVANCE_KIND, DISCARD_KIND, outboxJobPayload } from '../core/outbox/outbox-jobs.ts';
import { type CancelSource, cancelSource } from '../core/jobs/cancel-source.ts';
import { type AnyJobKind, type JobKind, standardBackoffCapMs } from '../core/jobs/job-kinds.ts';

const DAY_MS = 24 * 60 * 60_000;
type Payload = { readonly outboxId: OutboxId };

/** Tells a running message to stop at a safe point, when a person paused or cancelled it. */
export interface Interrupts {
  interrupt(id: OutboxId): void;
  isRunning(id: OutboxId): boolean;
}

export function outboxKinds(
  deps: OutboxDeps,
  runners: StepRunners,
): { readonly kinds: readonly AnyJobKind[] } & Interrupts {
  const running = new Map<OutboxId, CancelSource>();

  const common = {
    lane: 'small',
    payload: outboxJobPayload,
    payloadVersion: 1,
    retry: { baseMs: deps.settings.retryBaseMs, capMs: standardBackoffCapMs },
    // Sending is made to be killed at any instant; a machine that loses power ten times is no fault of the mail.
    maxStalls: 100,
    leaseMs: 60_000,
    // A slow line may need hours for one file. The lease, not this, notices a worker that died.
    expireMs: DAY_MS,
  } as const;

  const advance: JobKind<Payload> = {
    ...common,
    kind: ADVANCE_KIND,
    async run({ outboxId }, job) {
      const { signal } = job;
      const stop = cancelSource();
      const cancel = (): void => stop.cancel();
      if (signal.aborted) cancel();
      signal.addEventListener('abort', cancel, { once: true });
      running.set(outboxId, stop);
      try {
        return await advanceMessage(deps, outboxId, stop.signal, runners, () => job.progressed());
      } finally {
        signal.removeEventListener('abort', cancel);
        running.delete(outboxId);
      }
    },
  };

  const discard: JobKind<Payload> = {
    ...common,
    kind: DISCARD_KIND,
    lane: 'upkeep',
    run: ({ outboxId }, { signal }) => discardDraft(deps, outboxId, signal),
  };

  return {
    kinds: [advance, discard],
    interrupt: (id) => running.get(id)?.cancel(),
    isRunning: (id) => running.has(id),
  };
}

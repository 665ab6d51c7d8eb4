import type { RunSummary } from '../../contract/api.ts';
import { subscriptionWaits } from '../core/ingest/keep-subscription.ts';
import { runWorker, type Worker, type WorkerDeps } from '../core/jobs/run-worker.ts';
import { isBounced, type OutboxRecord, type Step } from '../core/outbox/outbox-record.ts';
import type { OutboxStore } from '../core/ports/outbox-store.ts';
import type { Clock, CancelSignal } from '../core/ports/time.ts';

/** Work that comes due within this time is worth waiting for; the rest is for the next run. */
const HORIZON_MS = 5 * 60_000;
/** Waits that a person ends, or free disk, and looks that come due for ever. */
const NOT_WAITED_FOR = [
  'signIn',
  'held',
  'scheduled',
  'paused',
  'providerPaused',
  'pausedForNow',
  'battery',
  'metered',
  'poll',
  'diskFull',
  'quota',
  ...subscriptionWaits,
];
const POLL_MS = 250;

interface RunParts {
  readonly store: OutboxStore;
  readonly worker: WorkerDeps;
  readonly clock: Clock;
  /** What ended from then on counts as done by this run. */
  readonly sinceMs: number;
  /** The worker that runs for as long as the engine is open, where there is one. */
  readonly standing: Worker | null;
}

/** Does everything that is due, follows what is uncertain to its end, and tells what became of it. */
export async function runUntilIdle(parts: RunParts, signal: CancelSignal): Promise<RunSummary> {
  if (parts.standing === null) await runOwnWorker(parts, signal);
  else await Promise.race([waitForIdle(parts, signal), failureOf(parts.standing)]);
  // What is only being written waits for its writer, not for a run.
  const submitted = parts.store.list({}).filter((record) => record.submittedAtMs !== null);
  return summarize(submitted, parts.sinceMs);
}

async function runOwnWorker({ worker, clock }: RunParts, signal: CancelSignal): Promise<void> {
  const horizon = { untilMs: (nowMs: number) => nowMs + HORIZON_MS, ignoring: NOT_WAITED_FOR };
  const own = runWorker({ ...worker, clock }, horizon);
  const stop = (): void => void own.stop();
  signal.addEventListener('abort', stop, { once: true });
  try {
    await own.finished;
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

async function waitForIdle({ worker, clock }: RunParts, signal: CancelSignal): Promise<void> {
  while (!signal.aborted) {
    const dueMs = worker.store.nextDueMs(NOT_WAITED_FOR);
    const isIdle =
      worker.store.count(['ready', 'leased']) === 0 && (dueMs === null || dueMs > clock.nowMs() + HORIZON_MS);
    if (isIdle) return;
    await clock.sleep(POLL_MS, signal);
  }
}

/** A worker that stopped because it was told to says nothing; one that failed must not be waited for. */
async function failureOf(standing: Worker): Promise<never> {
  await standing.finished;
  return new Promise<never>(() => undefined);
}

/** Counted from what is on disk, so that it does not matter how many engines took part. */
function summarize(all: readonly OutboxRecord[], sinceMs: number): RunSummary {
  const now = (...at: readonly Step[]): number => all.filter((record) => at.includes(record.step)).length;
  const ended = (step: Step): number =>
    all.filter((record) => record.step === step && record.updatedAtMs >= sinceMs).length;
  const bounced = all.filter((record) => isBounced(record) && record.updatedAtMs >= sinceMs).length;
  return {
    done: ended('sent') - bounced,
    failed: ended('failed') + bounced,
    dead: ended('needsHuman'),
    unconfirmed: now('unknown'),
    waiting: now('staged', 'drafting', 'drafted', 'sealing', 'sealed', 'sending', 'accepted'),
  };
}

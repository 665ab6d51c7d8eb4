import type { JobOutcome } from '../ports/job-store.ts';
import { type BounceDeps, type BounceRun, callFor } from './bounce-deps.ts';
import { type LookPayload, readJob } from './bounce-jobs.ts';
import { nextLookMs, WATCH_MS } from './next-look.ts';
import { yieldToFault } from './yield-to-fault.ts';

/** Two clocks differ, and what arrives may show late: a look begins so long before the end of the last one. */
const OVERLAP_MS = 5 * 60_000;

/**
 * One look into the Inbox, unless ingest follows it. What may be a report becomes a job of its own before the place is
 * moved on, so this may be killed at any instant. Ends by itself when nothing that was sent can come back any more.
 */
export async function lookForReports(deps: BounceDeps, { account }: LookPayload, run: BounceRun): Promise<JobOutcome> {
  const { bounces, clock, settings } = deps;
  const watched = bounces.watched(clock.nowMs() - WATCH_MS).find((mailbox) => mailbox.account === account);
  if (watched === undefined) return { kind: 'done' };
  if (!deps.isCollected(account)) {
    const outcome = await look(deps, account, watched.firstSentMs, run);
    if (outcome !== null) return outcome;
  }
  const nextMs = nextLookMs(watched.lastSentMs, clock.nowMs(), settings.bounceLookMs);
  return nextMs === null ? { kind: 'done' } : { kind: 'waitFor', untilMs: nextMs, because: 'poll' };
}

/** Null when it was made, or is refused for good: then the next one is made in its time all the same. */
async function look(
  deps: BounceDeps,
  account: LookPayload['account'],
  firstSentMs: number,
  run: BounceRun,
): Promise<JobOutcome | null> {
  const { bounces, reader, jobs, clock } = deps;
  const fromMs = Math.max(firstSentMs, bounces.seenToMs(account) ?? 0) - OVERLAP_MS;
  const reply = await reader.listReceived(callFor(deps, account, run), fromMs);
  if (!reply.ok) return yieldToFault(deps, reply.fault, run);
  const nowMs = clock.nowMs();
  for (const { messageId, mayReport } of reply.value) {
    if (mayReport) jobs.enqueue(readJob(account, messageId, nowMs), nowMs);
  }
  const newestMs = Math.max(...reply.value.map(({ receivedAtMs }) => receivedAtMs), fromMs);
  // A sender cannot move the place on: no message counts as newer than now.
  bounces.saveSeenTo(account, Math.min(newestMs, nowMs));
  return null;
}

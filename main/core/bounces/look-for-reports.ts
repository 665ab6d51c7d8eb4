import type { JobOutcome } from '../ports/job-store.ts';
import { type BounceDeps, type BounceRun, callFor } from './bounce-deps.ts';
import { type LookPayload, readJob } from './bounce-jobs.ts';
import { decideLook } from './next-look.ts';
import { isNotOffered, yieldToFault } from './yield-to-fault.ts';

/** Two clocks differ, and what arrives may show late: a look begins so long before the end of the last one. */
const OVERLAP_MS = 5 * 60_000;
/** What was sent longer ago is not asked about any more, however long the machine was off. */
export const LOOK_BACK_MS = 30 * 24 * 60 * 60_000;

/**
 * Looks into the Inbox when it is time, unless ingest follows it. What may be a report becomes a job of its own before
 * the place is moved on, so this may be killed at any instant. Ends by itself when nothing can come back any more.
 */
export async function lookForReports(deps: BounceDeps, { account }: LookPayload, run: BounceRun): Promise<JobOutcome> {
  const { bounces, clock, settings } = deps;
  for (;;) {
    const nowMs = clock.nowMs();
    const watched = bounces.watched(nowMs - LOOK_BACK_MS).find((mailbox) => mailbox.account === account);
    if (watched === undefined) return { kind: 'done' };
    const { lastSentMs, firstSentMs } = watched;
    const place = bounces.place(account);
    const verdict = decideLook(lastSentMs, place?.lookedAtMs ?? null, nowMs, settings.bounceLookMs);
    if (verdict.kind === 'over') return { kind: 'done' };
    if (verdict.kind === 'wait') return { kind: 'waitFor', untilMs: verdict.untilMs, because: 'poll' };
    const fromMs = Math.max(firstSentMs, place?.seenToMs ?? 0);
    const outcome = await look(deps, account, fromMs, run);
    if (outcome !== null) return outcome;
  }
}

/** Null when it was made, or is refused for good: then the next one is made in its time all the same. */
async function look(
  deps: BounceDeps,
  account: LookPayload['account'],
  fromMs: number,
  run: BounceRun,
): Promise<JobOutcome | null> {
  const { bounces, reader, jobs, clock } = deps;
  const lookedAtMs = clock.nowMs();
  let seenToMs = fromMs;
  if (!deps.isCollected(account)) {
    const reply = await reader.listReceived(callFor(deps, account, run), fromMs - OVERLAP_MS);
    if (!reply.ok && !isNotOffered(reply.fault)) {
      const outcome = yieldToFault(deps, reply.fault, run);
      if (outcome !== null) return outcome;
    }
    for (const { messageId, receivedAtMs, mayReport } of reply.ok ? reply.value : []) {
      if (mayReport) jobs.enqueue(readJob(account, messageId, lookedAtMs), lookedAtMs);
      // A sender cannot move the place on: no message counts as newer than now.
      seenToMs = Math.max(seenToMs, Math.min(receivedAtMs, lookedAtMs));
    }
  }
  bounces.savePlace(account, { seenToMs, lookedAtMs });
  return null;
}

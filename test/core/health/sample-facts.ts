import type { HealthFacts } from '../../../main/core/health/health-facts.ts';
import type { HealthHistory } from '../../../main/core/health/decide-verdict.ts';

/** 14:00 on a clock two hours east of UTC. */
export const nowMs = Date.UTC(2026, 10, 19, 12, 0);
export const minutes = (count: number): number => count * 60_000;

/** Everything is well: a mailbox sends, and its Inbox is followed. */
export const wellFacts: HealthFacts = {
  nowMs,
  utcOffsetMinutes: 120,
  accounts: [{ address: 'sender@sandbox.example', signInNeeded: false, waiting: 0 }],
  worker: { isRunning: true, lastSeenMs: nowMs - 4_000, triesAgainMs: null },
  provider: { state: 'on', by: 'nobody' },
  flagsAgeMs: null,
  network: 'online',
  throttledUntilMs: null,
  shortage: null,
  ingest: { followsAny: true, waitingFiles: 0, waitingMessages: 0, oldestMs: null },
  needsYou: 0,
  unconfirmed: 0,
  openDeadJobs: 0,
  requests: { failed: 0, total: 100 },
  confirmation: { p95Ms: 4_000, messages: 12 },
  objectives: { uploadRate: 1, confirmation: 60, backlog: 600, errors: 0.01 },
};

export const noHistory: HealthHistory = { since: new Map(), silences: [], firstNumbersAtMs: null };

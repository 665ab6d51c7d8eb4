import type { Situation } from '../../../contract/health.ts';

/** The page of docs/runbooks that says step by step what to do. A test looks that each is there. */
export const runbookOf: Readonly<Record<Situation, string>> = {
  workerGone: 'mailroom-worker-gone',
  diskFull: 'mailroom-disk-low',
  signInNeeded: 'sign-in-needed',
  providerPaused: 'sending-paused',
  offline: 'microsoft-365-unreachable',
  needsYou: 'mailroom-needs-you',
  unconfirmed: 'outlook-unconfirmed-messages',
  throttled: 'graph-throttled-often',
  ingestBehind: 'mail-ingest-backlog-old',
  deadLetters: 'mail-ingest-dead-letters-growing',
  errorsHigh: 'outlook-send-high-error-rate',
  confirmationSlow: 'outlook-send-high-latency',
  flagsStale: 'mailroom-flags-stale',
};

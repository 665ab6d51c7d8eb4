import type { ErrorCode } from '../../../contract/errors.ts';
import type { OutboxState } from '../../../contract/outbox.ts';
import type { JobState } from './job-store.ts';
import type { PaceReason } from './reply.ts';

/**
 * What the engine tells of its work, for operators. Every label is of a closed set, because each value is a series for
 * ever: no id, no name, no address. Names, types and meanings: docs/specs/metrics.md.
 */
export interface Metrics {
  /** The service's JSON of a message was put together. */
  messageBuilt(tookMs: number): void;
  /** A file was taken for sending, or refused for its size. */
  filesJudged(result: FilesResult, sizeBytes: number): void;
  /** References of a text to its pictures, when it was handed over for sending. */
  picturesMatched(matched: number, orphans: number): void;
  htmlSanitized(change: SanitizationChange, count: number): void;
  /** Null: a gate before the rollout's refused, so that it was not asked. */
  gatesAsked(rollout: GateDecision | null, tookMs: number): void;
  uploadStarted(): void;
  /** `sizeBytes`: of the whole file, or what the lost session had of it. */
  uploadEnded(result: 'completed' | 'failed', sizeBytes: number): void;
  /** One chunk's request, answered or not. */
  chunkSent(tookMs: number): void;
  /** From the start of the request that sends to its decided answer. Waiting for pace is no part of it. */
  sendAnswered(status: ActionStatus, tookMs: number): void;
  sendSucceeded(): void;
  /** Refused, given up, or asked for without a clear answer. */
  sendFailed(reason: ErrorCode): void;
  /** From the service's acceptance to the sight of it in Sent Items. */
  sendConfirmed(tookMs: number): void;

  collectEnded(result: CollectResult): void;
  fileCollected(sizeBytes: number): void;

  structuredError(action: Action, code: string): void;

  requestBegan(): void;
  /** Null: given up by ourselves, so that no answer can be judged. */
  requestEnded(outcome: RequestOutcome | null, tookMs: number): void;
  paceWaited(because: PaceWait, waitedMs: number): void;

  /** Of a kind that was made known; any other counts as `other`. */
  jobRan(kind: string, outcome: RunOutcome): void;
  /** One transaction, its sync to disk included. */
  storeCommitted(tookMs: number): void;
  webhookAnswered(result: WebhookResult): void;
}

export const filesResults = ['accepted', 'rejected'] as const;
export type FilesResult = (typeof filesResults)[number];

export const sanitizationChanges = ['script', 'handler', 'link', 'style', 'frame', 'form', 'other'] as const;
export type SanitizationChange = (typeof sanitizationChanges)[number];

export const gateDecisions = ['allow', 'block'] as const;
export type GateDecision = (typeof gateDecisions)[number];

export const actionStatuses = ['ok', 'error'] as const;
export type ActionStatus = (typeof actionStatuses)[number];

/** Each with the part of the program that its errors come from. */
export const actions = { 'outlook.send': 'outlook.adapter', 'mail.ingest': 'ingest.worker' } as const;
export type Action = keyof typeof actions;

export const collectResults = ['success', 'retry', 'dead_letter'] as const;
export type CollectResult = (typeof collectResults)[number];

export const requestOutcomes = ['ok', 'throttled', 'client_error', 'server_error', 'network'] as const;
export type RequestOutcome = (typeof requestOutcomes)[number];

export const paceWaits = ['throttled', 'requests', 'uploadBytes', 'messages', 'concurrency'] as const;
export type PaceWait = PaceReason | 'concurrency';

export const runOutcomes = ['done', 'retry', 'waited', 'dead'] as const;
export type RunOutcome = (typeof runOutcomes)[number];

export const webhookResults = ['accepted', 'handshake', 'refused', 'unavailable'] as const;
export type WebhookResult = (typeof webhookResults)[number];

export const gaugedJobStates = ['waiting', 'ready', 'leased', 'dead', 'parked'] as const satisfies readonly JobState[];
export type GaugedJobState = (typeof gaugedJobStates)[number];

/** States of a message that somebody may have to know of. */
export const gaugedOutboxStates = [
  'unconfirmed',
  'needsYou',
  'held',
  'uploading',
  'paced',
  'paused',
  'failed',
] as const satisfies readonly OutboxState[];
export type GaugedOutboxState = (typeof gaugedOutboxStates)[number];

export const shortageReasons = ['diskFull', 'quota'] as const;
export const storeParts = ['database', 'wal', 'blobs'] as const;
export type StorePart = (typeof storeParts)[number];
export const flagSources = ['policy', 'environment', 'redis', 'person', 'account', 'default'] as const;
export type FlagSourceName = (typeof flagSources)[number];

/** How things stand, asked each time that somebody reads the metrics: every answer has to be cheap. */
export interface Standing {
  jobs(): Readonly<Record<GaugedJobState, number>>;
  /** 0 when nothing is ready. */
  oldestReadyMs(): number;
  /** When the worker last looked for work; null when none runs. */
  workerSeenAtMs(): number | null;
  outbox(): Readonly<Record<GaugedOutboxState, number>>;
  /** Messages whose files could not be collected. */
  deadLetters(): number;
  /** Messages whose files are still to be collected; 0 ms without any. */
  backlog(): { readonly messages: number; readonly oldestMs: number };
  shortage(): (typeof shortageReasons)[number] | null;
  storeBytes(): Readonly<Record<StorePart, number>>;
  diskFreeBytes(): Promise<number>;
  flags(): { readonly source: FlagSourceName; readonly ageMs: number; readonly rolloutPercent: number };
}

/** The metrics as text, for whoever reads them. */
export interface MetricsReport {
  readonly contentType: string;
  readonly text: string;
}

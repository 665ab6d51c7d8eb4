/** The closed list of what is logged, past tense, `area.happened`. Free text has no way into a log. */
export type LogEvent =
  | 'engine.opened'
  | 'engine.closed'
  | 'worker.failed'
  | 'job.claimed'
  | 'job.done'
  | 'job.waited'
  | 'job.retried'
  | 'job.died'
  | 'job.crashed'
  | 'job.leaseLost'
  | 'jobs.reaped'
  | 'send.submitted'
  | 'send.gateRefused'
  | 'send.accepted'
  | 'send.confirmed'
  | 'send.failed'
  | 'send.unconfirmed'
  | 'send.bounced'
  | 'send.needsYou'
  | 'upload.started'
  | 'upload.completed'
  | 'upload.failed'
  | 'graph.throttled'
  | 'graph.failed'
  | 'account.signInNeeded'
  | 'ingest.fileStored'
  | 'ingest.messageCompleted'
  | 'ingest.needsYou'
  | 'ingest.recovered'
  | 'ingest.blobMissing'
  | 'webhook.refused'
  | 'webhook.notStored'
  | 'procedure.failed'
  | 'flags.sourceAway'
  | 'flags.sourceBack'
  | 'flags.notUsable'
  | 'flags.notFollowed'
  | 'health.notSampled'
  | 'metrics.notPushed'
  | 'metrics.notMeasured';

/**
 * What a line may say beside its event. No address, subject, file name, path, token or URL has a field here; a value
 * that has not the shape of its field is withheld.
 */
export interface LogFields {
  readonly jobId?: string | undefined;
  /** The user part of an account's id. */
  readonly userId?: string | undefined;
  /** Of the outbox, or the service's. */
  readonly messageId?: string | undefined;
  /** The file's number within its message, or its own id. */
  readonly attachmentId?: string | number | undefined;
  readonly correlationId?: string | null | undefined;
  /** Of a job. */
  readonly kind?: string | undefined;
  /** Of the structured error, or the system's. */
  readonly code?: string | undefined;
  readonly state?: string | undefined;
  readonly because?: string | null | undefined;
  readonly httpStatus?: number | null | undefined;
  /** The service's own. */
  readonly requestId?: string | null | undefined;
  readonly ms?: number | undefined;
  readonly bytes?: number | undefined;
  readonly count?: number | undefined;
  readonly attempt?: number | undefined;
  /** Logged by its name, its code and its places in our own files; its message may quote anything. */
  readonly error?: unknown;
}

export interface Log {
  debug(event: LogEvent, fields?: LogFields): void;
  info(event: LogEvent, fields?: LogFields): void;
  warn(event: LogEvent, fields?: LogFields): void;
  error(event: LogEvent, fields?: LogFields): void;
}

import type { ErrorCode } from '../../../contract/errors.ts';
import {
  choice,
  domainList,
  flag,
  integer,
  ladder,
  matching,
  redisAddress,
  serverAddress,
  webAddress,
  type SettingKind,
} from './setting-kinds.ts';

export interface SettingRow<Name extends string, T> extends SettingKind<T> {
  /** The environment variable, and the key in an administrator's policy file. */
  readonly name: Name;
  /** The value when no layer sets one. */
  readonly fallback: T;
  /** A secret's value appears in no message, list or log. */
  readonly secret: boolean;
  /** The code of the error that a bad value stops the start with. */
  readonly faultCode: ErrorCode;
  /** From when on a person's choice counts; null: policy file and environment alone decide. */
  readonly change: SettingChange;
}

/** What counts at once is read each time it is needed; what is taken at the start counts from the next one on. */
export type SettingChange = 'now' | 'nextStart' | null;

/** 320 KiB. Upload sessions of the mail service do not need it, those of its sibling services do; row US2 keeps the rule. */
const chunkUnitBytes = 327_680;
/** 4 MiB, the most that one PUT of an upload session may carry. */
const maxChunkBytes = 4_194_304;

const words = matching('a text without spaces', /^\S+$/);
const path = matching('a path', /^[^\0]+$/);

/**
 * Every setting, once: what it is called, what it is without being set, and what it may be.
 * An empty value counts as not set, so that `NAME=` in a shell or a unit file takes nothing away.
 */
export const settingTable = {
  dataDir: optional('MAILROOM_DATA_DIR', path),
  policyFile: optional('MAILROOM_POLICY_FILE', path),

  clientId: chosen('nextStart', optional('MS_CLIENT_ID', words)),
  tenantId: chosen(
    'nextStart',
    row('MS_TENANT_ID', matching('a tenant id or domain, or organizations', /^[\w.-]+$/), 'organizations'),
  ),
  clientSecret: secret('MS_CLIENT_SECRET', words),
  redirectUri: optional('MS_REDIRECT_URI', words),
  cloud: chosen('nextStart', row('MS_CLOUD', choice('global', 'usgov', 'usgov-dod', 'china'), 'global')),
  graphBaseUrl: optional(
    'MS_GRAPH_BASE_URL',
    webAddress(
      'an https address (http only on loopback) that ends in the version, such as /v1.0',
      /\/(v\d+\.\d+|beta)$/,
    ),
  ),
  authority: optional('MS_AUTHORITY', webAddress('an https address (http only on loopback)', /^/)),
  accessToken: secret('MS_ACCESS_TOKEN', matching('a bearer token without spaces', /^[\x21-\x7e]+$/)),
  encryptionKey: secret('OAUTH_ENCRYPTION_KEY', matching('32 bytes as base64 (44 characters)', /^[\w+/-]{43}=?$/)),

  providerEnabled: chosen('now', row('PROVIDER_MICROSOFT_ENABLED', flag, false)),
  providerPaused: chosen('now', row('PROVIDER_MICROSOFT_PAUSED', flag, false)),
  internalOnly: chosen('now', row('MS_INTERNAL_ONLY', flag, false)),
  internalDomains: chosen('now', row('MS_INTERNAL_DOMAINS', domainList, [])),
  rolloutPercent: chosen('now', optional('PROVIDER_MICROSOFT_ROLLOUT_PERCENT', integer(0, 100))),
  redisUrl: secret('REDIS_URL', redisAddress),
  sharedTokens: row('MAILROOM_SHARED_TOKENS', flag, false),
  prometheusUrl: optional('MAILROOM_PROMETHEUS_URL', serverAddress),
  rolloutLadder: row('MAILROOM_ROLLOUT_LADDER', ladder, '1,5,10,25,50,100'),
  rolloutMinExecutions: row('MAILROOM_ROLLOUT_MIN_EXECUTIONS', integer(1), 100),
  rolloutRungS: row('MAILROOM_ROLLOUT_RUNG_S', integer(0, 604_800), 1_800),

  sendPath: row('MS_SEND_PATH', choice('draft', 'direct'), 'draft'),
  sendSettleMs: row('MS_SEND_SETTLE_MS', integer(0, 600_000), 120_000),
  sendProbeMs: row('MS_SEND_PROBE_MS', integer(50, 60_000), 15_000),
  retryBaseMs: row('MS_RETRY_BASE_MS', integer(10, 60_000), 2_000),
  notifySent: chosen('now', row('MAILROOM_NOTIFY_SENT', choice('none', 'large', 'all'), 'large')),
  notifyNeedsYou: chosen('now', row('MAILROOM_NOTIFY_NEEDS_YOU', flag, true)),
  notifyBounced: chosen('now', row('MAILROOM_NOTIFY_BOUNCED', flag, true)),
  notifyFailed: chosen('now', row('MAILROOM_NOTIFY_FAILED', flag, true)),
  notifyDiscreet: chosen('now', row('MAILROOM_NOTIFY_DISCREET', flag, false)),

  bounceLookMs: row('MS_BOUNCE_LOOK_MS', integer(50, 3_600_000), 60_000),

  snapshotRetentionDays: chosen('now', row('MAILROOM_SNAPSHOT_RETENTION_DAYS', integer(0, 3_650), 7)),

  uploadLimitBytesPerS: chosen('now', row('MAILROOM_UPLOAD_LIMIT_BYTES_PER_S', integer(0), 0)),
  batteryFloorPercent: chosen('now', row('MAILROOM_BATTERY_FLOOR_PERCENT', integer(0, 100), 0)),
  waitOnMetered: chosen('now', row('MAILROOM_WAIT_ON_METERED', flag, false)),

  uploadSessionsEnabled: row('MS_UPLOAD_SESSIONS_ENABLED', flag, false),
  uploadThresholdBytes: row('MS_UPLOAD_SESSION_THRESHOLD_BYTES', integer(0, 3_145_728), 3_145_728),
  uploadChunkBytes: {
    ...row('MS_UPLOAD_CHUNK_SIZE_BYTES', integer(chunkUnitBytes, maxChunkBytes, chunkUnitBytes), 3_932_160),
    faultCode: 'provider_upload_session_invalid_chunk_size',
  },

  suggestRecipients: chosen('now', row('MAILROOM_SUGGEST_RECIPIENTS', flag, true)),

  ingestConcurrency: chosen('nextStart', row('MAILROOM_INGEST_CONCURRENCY', integer(1, 32), 6)),
  diskFloorBytes: chosen('now', row('MAILROOM_DISK_FLOOR_BYTES', integer(0), 1_000_000_000)),
  filesQuotaBytes: chosen('now', row('MAILROOM_FILES_QUOTA_BYTES', integer(0), 0)),
  attachmentMaxBytes: chosen('now', row('MAILROOM_ATTACHMENT_MAX_BYTES', integer(1), 2_147_483_648)),

  webhookPort: optional('MAILROOM_WEBHOOK_PORT', integer(1, 65_535)),
  webhookUrl: optional('MAILROOM_WEBHOOK_URL', webAddress('an https address (http only on loopback)', /^/)),
  maxOpenJobs: row('MAILROOM_MAX_OPEN_JOBS', integer(1), 100_000),

  logLevel: chosen('nextStart', row('MAILROOM_LOG_LEVEL', choice('silent', 'error', 'warn', 'info', 'debug'), 'info')),
  metricsOpen: row('MAILROOM_METRICS_OPEN', flag, false),
  metricsToken: secret(
    'MAILROOM_METRICS_TOKEN',
    matching('a text of at least 16 characters without spaces', /^[\x21-\x7e]{16,}$/),
  ),
  metricsSending: chosen('now', row('MAILROOM_METRICS_SENDING', flag, true)),
  pushgatewayUrl: optional('MAILROOM_PUSHGATEWAY_URL', serverAddress),
  pushgatewayIntervalS: row('MAILROOM_PUSHGATEWAY_INTERVAL_S', integer(1, 86_400), 60),

  jobsRole: row('MAILROOM_JOBS_ROLE', choice('view', 'retry', 'discard'), 'discard'),
  auditRetentionDays: row('MAILROOM_AUDIT_RETENTION_DAYS', integer(1, 3_650), 400),
  auditMaxEntries: row('MAILROOM_AUDIT_MAX_ENTRIES', integer(100), 100_000),

  // What Health draws a line for. More than the service's 150 MB in 5 minutes cannot last: 1 MB/s is that of a good moment.
  objectiveUploadMbps: chosen('now', row('MAILROOM_OBJECTIVE_UPLOAD_MBPS', integer(0, 1_000), 1)),
  objectiveConfirmationS: chosen('now', row('MAILROOM_OBJECTIVE_CONFIRMATION_S', integer(1, 86_400), 60)),
  objectiveBacklogS: chosen('now', row('MAILROOM_OBJECTIVE_BACKLOG_S', integer(1, 86_400), 600)),
  objectiveErrorsPercent: chosen('now', row('MAILROOM_OBJECTIVE_ERRORS_PERCENT', integer(1, 100), 1)),

  // The defaults stay under what the service allows one mailbox: 10,000 requests, 150 MB, 30 messages.
  limitConcurrency: chosen('nextStart', row('MS_LIMIT_CONCURRENCY', integer(1, 16), 4)),
  limitRequestsPer10Min: chosen('nextStart', row('MS_LIMIT_REQUESTS_PER_10MIN', integer(1), 8_000)),
  limitUploadBytesPer5Min: chosen(
    'nextStart',
    row('MS_LIMIT_UPLOAD_BYTES_PER_5MIN', integer(chunkUnitBytes), 140_000_000),
  ),
  limitMessagesPerMin: chosen('nextStart', row('MS_LIMIT_MESSAGES_PER_MIN', integer(1), 25)),
} satisfies Record<string, SettingRow<string, unknown>>;

type Table = typeof settingTable;
export type SettingName = Table[keyof Table]['name'];
export type Settings = { readonly [Key in keyof Table]: Table[Key]['fallback'] };

function row<const Name extends string, T>(
  name: Name,
  kind: SettingKind<T>,
  fallback: NoInfer<T>,
): SettingRow<Name, T> {
  return { ...kind, name, fallback, secret: false, faultCode: 'config_invalid', change: null };
}

function optional<const Name extends string, T>(name: Name, kind: SettingKind<T>): SettingRow<Name, T | null> {
  return row<Name, T | null>(name, kind, null);
}

function secret<const Name extends string, T>(name: Name, kind: SettingKind<T>): SettingRow<Name, T | null> {
  return { ...optional(name, kind), secret: true };
}

/** A person may choose it in the settings. */
function chosen<Row>(change: SettingChange, settingRow: Row): Row & { readonly change: SettingChange } {
  return { ...settingRow, change };
}

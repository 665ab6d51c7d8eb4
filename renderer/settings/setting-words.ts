export type SettingGroup =
  | 'sending'
  | 'transfers'
  | 'notifications'
  | 'files'
  | 'jobs'
  | 'telemetry'
  | 'rollout'
  | 'connection'
  | 'advanced';

/** How a value is written; a text stands as it is. */
export type SettingUnit =
  | 'flag'
  | 'milliseconds'
  | 'seconds'
  | 'bytes'
  | 'count'
  | 'days'
  | 'percent'
  | 'megabytesPerSecond';

export interface SettingWords {
  readonly name: string;
  readonly group: SettingGroup;
  readonly label: string;
  /** What it decides, in a sentence. */
  readonly about: string;
  readonly unit?: SettingUnit;
}

/** The engine's settings in words, in the order of the page. What is missing here stands under Advanced by its name. */
export const settingWords: readonly SettingWords[] = [
  {
    name: 'PROVIDER_MICROSOFT_ENABLED',
    group: 'sending',
    label: 'Send mail',
    about: 'Whether mail goes out at all.',
    unit: 'flag',
  },
  {
    name: 'PROVIDER_MICROSOFT_PAUSED',
    group: 'sending',
    label: 'Hold everything',
    about: 'Nothing leaves until this is off again. What was queued waits.',
    unit: 'flag',
  },
  {
    name: 'MS_INTERNAL_ONLY',
    group: 'sending',
    label: 'Internal-only',
    about: 'Mail goes to the internal domains and nowhere else.',
    unit: 'flag',
  },
  { name: 'MS_INTERNAL_DOMAINS', group: 'sending', label: 'Internal domains', about: 'What counts as inside.' },
  {
    name: 'MAILROOM_SUGGEST_RECIPIENTS',
    group: 'sending',
    label: 'Suggest recipients',
    about: 'While typing in To, Cc and Bcc: whom this mailbox wrote to and had mail from. It stays on this computer.',
    unit: 'flag',
  },
  {
    name: 'MS_SEND_PATH',
    group: 'sending',
    label: 'Way of sending',
    about: 'By draft, which can be repeated without a duplicate, or in one request.',
  },
  {
    name: 'MS_SEND_SETTLE_MS',
    group: 'sending',
    label: 'Patience after a lost answer',
    about: 'How long a request whose answer was lost may still be running.',
    unit: 'milliseconds',
  },
  {
    name: 'MS_SEND_PROBE_MS',
    group: 'sending',
    label: 'First look into Sent Items',
    about: 'The distance between two looks; it doubles up to a minute.',
    unit: 'milliseconds',
  },
  {
    name: 'MS_RETRY_BASE_MS',
    group: 'sending',
    label: 'First try again',
    about: 'The distance between two attempts; it doubles up to an hour.',
    unit: 'milliseconds',
  },
  {
    name: 'MAILROOM_NOTIFY_SENT',
    group: 'notifications',
    label: 'Sent',
    about:
      'Of which messages you hear that they are in Sent Items: large ones and those you left for later, all, or none.',
  },
  {
    name: 'MAILROOM_NOTIFY_NEEDS_YOU',
    group: 'notifications',
    label: 'Needs you',
    about: 'A message waits for your decision, or is unconfirmed.',
    unit: 'flag',
  },
  {
    name: 'MAILROOM_NOTIFY_BOUNCED',
    group: 'notifications',
    label: 'Bounced',
    about: 'A message came back.',
    unit: 'flag',
  },
  {
    name: 'MAILROOM_NOTIFY_FAILED',
    group: 'notifications',
    label: 'Not sent',
    about: 'A message was refused for good.',
    unit: 'flag',
  },
  {
    name: 'MAILROOM_NOTIFY_DISCREET',
    group: 'notifications',
    label: 'Discreet',
    about: 'Notifications name neither subject nor reason.',
    unit: 'flag',
  },
  {
    name: 'MS_BOUNCE_LOOK_MS',
    group: 'sending',
    label: 'First look for bounces',
    about: 'From a send until the Inbox is looked at; then after five and thirty times as long, and each sixty.',
    unit: 'milliseconds',
  },
  {
    name: 'MAILROOM_UPLOAD_LIMIT_BYTES_PER_S',
    group: 'transfers',
    label: 'Limit of upload speed',
    about: 'Bytes a second, over all mailboxes. 0 is no limit. Small mail goes first.',
    unit: 'bytes',
  },
  {
    name: 'MAILROOM_BATTERY_FLOOR_PERCENT',
    group: 'transfers',
    label: 'Spare the battery below',
    about: 'On battery with less than this, large files wait. 0 is never.',
    unit: 'percent',
  },
  {
    name: 'MAILROOM_WAIT_ON_METERED',
    group: 'transfers',
    label: 'Wait on metered networks',
    about: 'Large files wait while the system says that data is to be saved.',
    unit: 'flag',
  },
  {
    name: 'MS_UPLOAD_SESSIONS_ENABLED',
    group: 'transfers',
    label: 'Upload in chunks',
    about: 'Whether large files may go piece by piece.',
    unit: 'flag',
  },
  {
    name: 'MS_UPLOAD_SESSION_THRESHOLD_BYTES',
    group: 'transfers',
    label: 'In chunks from',
    about: 'Smaller files go in one request.',
    unit: 'bytes',
  },
  {
    name: 'MS_UPLOAD_CHUNK_SIZE_BYTES',
    group: 'transfers',
    label: 'Size of a chunk',
    about: 'One cell of the ribbon.',
    unit: 'bytes',
  },
  {
    name: 'MS_LIMIT_UPLOAD_BYTES_PER_5MIN',
    group: 'transfers',
    label: 'Uploads in five minutes',
    about: 'For one mailbox. The service allows 150 MB.',
    unit: 'bytes',
  },
  {
    name: 'MS_LIMIT_MESSAGES_PER_MIN',
    group: 'transfers',
    label: 'Messages a minute',
    about: 'For one mailbox. The service allows 30.',
    unit: 'count',
  },
  {
    name: 'MS_LIMIT_REQUESTS_PER_10MIN',
    group: 'transfers',
    label: 'Requests in ten minutes',
    about: 'For one mailbox. The service allows 10,000.',
    unit: 'count',
  },
  {
    name: 'MS_LIMIT_CONCURRENCY',
    group: 'transfers',
    label: 'Requests at once',
    about: 'For one mailbox. One of them is kept for you.',
    unit: 'count',
  },
  {
    name: 'MAILROOM_DISK_FLOOR_BYTES',
    group: 'files',
    label: 'Always free on the disk',
    about: 'With less room nothing is collected. It goes on by itself once there is room again.',
    unit: 'bytes',
  },
  {
    name: 'MAILROOM_FILES_QUOTA_BYTES',
    group: 'files',
    label: 'Room for collected files',
    about: 'With more of them collecting waits. 0 is no limit.',
    unit: 'bytes',
  },
  {
    name: 'MAILROOM_ATTACHMENT_MAX_BYTES',
    group: 'files',
    label: 'Largest file',
    about: 'Larger ones stay in the mailbox and are shown as needing you.',
    unit: 'bytes',
  },
  {
    name: 'MAILROOM_INGEST_CONCURRENCY',
    group: 'files',
    label: 'Messages at once',
    about: 'Collected at the same time over all mailboxes, two of them in one mailbox.',
    unit: 'count',
  },
  {
    name: 'MAILROOM_WEBHOOK_PORT',
    group: 'files',
    label: 'Port for notifications',
    about: 'Where a tunnel or relay delivers notifications of new mail. Not set: as chosen above.',
  },
  {
    name: 'MAILROOM_WEBHOOK_URL',
    group: 'files',
    label: 'Address for notifications',
    about: 'The public address that leads to that port. Not set: as chosen above.',
  },
  {
    name: 'MAILROOM_MAX_OPEN_JOBS',
    group: 'jobs',
    label: 'Work taken on',
    about: 'With more of it open, notifications are refused for now; the service sends them again.',
    unit: 'count',
  },
  {
    name: 'MAILROOM_SNAPSHOT_RETENTION_DAYS',
    group: 'transfers',
    label: 'Copies of sent files',
    about: 'How long they stay after their message ended. 0: until it is in Sent Items.',
    unit: 'days',
  },
  {
    name: 'MAILROOM_JOBS_ROLE',
    group: 'jobs',
    label: 'What this window may do',
    about: 'View jobs, also try them again, or also discard them.',
  },
  {
    name: 'MAILROOM_AUDIT_RETENTION_DAYS',
    group: 'jobs',
    label: 'Audit log',
    about: 'How long it says who did what. What stays can still be verified.',
    unit: 'days',
  },
  {
    name: 'MAILROOM_AUDIT_MAX_ENTRIES',
    group: 'jobs',
    label: 'Entries of the audit log',
    about: 'At most so many are kept, the newest.',
    unit: 'count',
  },
  {
    name: 'MAILROOM_OBJECTIVE_UPLOAD_MBPS',
    group: 'jobs',
    label: 'Objective for uploads',
    about: 'Health draws a line here. Slower is told.',
    unit: 'megabytesPerSecond',
  },
  {
    name: 'MAILROOM_OBJECTIVE_CONFIRMATION_S',
    group: 'jobs',
    label: 'Objective for confirmation',
    about: 'From accepted to seen in Sent Items.',
    unit: 'seconds',
  },
  {
    name: 'MAILROOM_OBJECTIVE_BACKLOG_S',
    group: 'jobs',
    label: 'Objective for collecting',
    about: 'How old the oldest file that is still to come may be.',
    unit: 'seconds',
  },
  {
    name: 'MAILROOM_OBJECTIVE_ERRORS_PERCENT',
    group: 'jobs',
    label: 'Objective for errors',
    about: 'The share of sends that may fail.',
    unit: 'percent',
  },
  {
    name: 'MAILROOM_LOG_LEVEL',
    group: 'telemetry',
    label: 'Detail of the log',
    about: 'How much is written down on this computer.',
  },
  {
    name: 'MAILROOM_METRICS_SENDING',
    group: 'telemetry',
    label: 'Send numbers',
    about: 'To the gateway below, where one is set.',
    unit: 'flag',
  },
  {
    name: 'MAILROOM_PUSHGATEWAY_URL',
    group: 'telemetry',
    label: 'Gateway',
    about: 'Where numbers are sent. Not set: they stay on this computer.',
  },
  {
    name: 'MAILROOM_PUSHGATEWAY_INTERVAL_S',
    group: 'telemetry',
    label: 'Sent every',
    about: 'The time between two sendings.',
    unit: 'seconds',
  },
  {
    name: 'MAILROOM_METRICS_OPEN',
    group: 'telemetry',
    label: 'Open to programs of this computer',
    about: 'They may read the numbers without a token.',
    unit: 'flag',
  },
  {
    name: 'MAILROOM_METRICS_TOKEN',
    group: 'telemetry',
    label: 'Token for the numbers',
    about: 'Who has it may read them.',
  },
  {
    name: 'PROVIDER_MICROSOFT_ROLLOUT_PERCENT',
    group: 'rollout',
    label: 'Rollout',
    about: 'The share of mailboxes that may send. Not set: all, or what Redis says.',
    unit: 'percent',
  },
  {
    name: 'MAILROOM_ROLLOUT_LADDER',
    group: 'rollout',
    label: 'Ladder',
    about: 'The percentages that a rollout climbs.',
  },
  {
    name: 'MAILROOM_ROLLOUT_MIN_EXECUTIONS',
    group: 'rollout',
    label: 'Smallest sample',
    about: 'Executions that must have been seen before a rung is judged.',
    unit: 'count',
  },
  {
    name: 'MAILROOM_ROLLOUT_RUNG_S',
    group: 'rollout',
    label: 'Time on a rung',
    about: 'At least so long before the next.',
    unit: 'seconds',
  },
  {
    name: 'MAILROOM_PROMETHEUS_URL',
    group: 'rollout',
    label: 'Prometheus',
    about: 'Whom the rollout asks for its numbers.',
  },
  {
    name: 'MAILROOM_SHARED_TOKENS',
    group: 'rollout',
    label: 'Shared sign-ins',
    about: 'Servers that act for the same mailboxes share their tokens in Redis.',
    unit: 'flag',
  },
  {
    name: 'MS_CLIENT_ID',
    group: 'connection',
    label: 'App registration',
    about: 'Without one Mailroom uses the sandbox tenant.',
  },
  { name: 'MS_TENANT_ID', group: 'connection', label: 'Tenant', about: 'Whose users may sign in.' },
  { name: 'MS_CLOUD', group: 'connection', label: 'Cloud', about: 'Which national cloud signs in and takes the mail.' },
  { name: 'MS_AUTHORITY', group: 'connection', label: 'Identity service', about: 'Another one than the cloud’s own.' },
  { name: 'MS_GRAPH_BASE_URL', group: 'connection', label: 'Mail service', about: 'Another one than the cloud’s own.' },
  {
    name: 'MS_ACCESS_TOKEN',
    group: 'connection',
    label: 'Access token',
    about: 'Stands for a connected mailbox without a sign-in.',
  },
  { name: 'MS_CLIENT_SECRET', group: 'connection', label: 'Client secret', about: 'For sign-in on a server only.' },
  { name: 'MS_REDIRECT_URI', group: 'connection', label: 'Redirect address', about: 'For sign-in on a server only.' },
  {
    name: 'MAILROOM_DATA_DIR',
    group: 'advanced',
    label: 'Data folder',
    about: 'Where queue, files and sealed tokens are kept. Not set: the system’s place for such data.',
  },
  {
    name: 'MAILROOM_POLICY_FILE',
    group: 'advanced',
    label: 'Policy file',
    about: 'Where the administrator’s policy is read from. Not set: the system’s place for it.',
  },
  {
    name: 'OAUTH_ENCRYPTION_KEY',
    group: 'advanced',
    label: 'Encryption key',
    about: 'Seals tokens and upload addresses. Not set: a key file that only you can read.',
  },
  { name: 'REDIS_URL', group: 'rollout', label: 'Shared flags', about: 'Where flags are read that several share.' },
];

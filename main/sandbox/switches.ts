import type { Database } from 'better-sqlite3';
import { readSetting, writeSetting } from './store/settings.ts';

/** Everything about the service that is unknown, configurable or a limit. A limit of 0 is not enforced. */
export interface Switches {
  /** What a second send of a consumed draft does (A1). */
  secondSend: 'notFound' | 'deliversAgain';
  /** Two sends of one draft that overlap in time both deliver (A1). */
  nonAtomicSend: boolean;
  /** How long a send takes between its check and its effect. */
  sendProcessingMs: number;
  /** Whether extended properties reach the copy in Sent Items, and when a filter finds them there (A2). */
  markerReachesSentCopy: boolean;
  markerFilterableAfterMs: number;
  presetMessageIdSurvives: boolean;
  uploadUrlGet: 'ok' | 'notFound' | 'methodNotAllowed';
  wrongOffsetStatus: number;
  /** From 202 until the draft has become the copy in Sent Items, and until the recipients have theirs (A6). */
  sentItemsDelayMs: number;
  deliveryDelayMs: number;
  /** Origin of upload URLs; empty means the service's own (A7). */
  uploadOrigin: string;
  immutableIdOnSend: 'keeps' | 'changes';
  deleteMovesTo: 'nowhere' | 'deletedItems';
  /** A new draft cannot be found by its id for this long. */
  freshDraftNotFoundMs: number;
  sessionLifetimeMs: number;
  expiredSessionStatus: 404 | 401;
  expectedRangesForm: 'n' | 'n-' | 'n-m';
  expectedRangesName: 'nextExpectedRanges' | 'NextExpectedRanges';
  sessionMinimumBytes: number;
  sessionMaximumBytes: number;
  putMaximumBytes: number;
  putTooLargeStatus: number;
  requestMaximumBytes: number;
  requestTooLargeStatus: number;
  /** Counts attachment bytes times the growth; addresses in `mailboxSizeLimits` have a limit of their own. */
  messageSizeLimitBytes: number;
  messageSizeGrowth: number;
  messageSizeExceededStatus: number;
  mailboxSizeLimits: Record<string, number>;
  conflictOnOverlap: boolean;
  limitConcurrency: number;
  limitRequestsPer10Min: number;
  limitUploadBytesPer5Min: number;
  putCountsAsUpload: boolean;
  limitMessagesPerMin: number;
  concurrencyRetryAfterMs: number;
  retryAfterForm: 'integer' | 'decimal' | 'date' | 'missing';
  /** A request that left before its client can have read the 429 is no violation. */
  retryAfterGraceMs: number;
  /** Domains outside the tenant whose mail bounces. All others outside count as delivered. */
  bounceDomains: string[];
  /** Address → what its MailTips say beside or instead of the usual, in the service's own names. */
  mailTips: Record<string, object>;
  /** Anything but 200: MailTips are not to be had, and that is the answer. */
  mailTipsStatus: number;
  /** Anything but 200: nobody has a drive, and that is the answer. */
  driveStatus: number;
  driveQuotaBytes: number;
  /** Whom a link may be made for. */
  driveLinkScopes: string[];
  /** Address or domain → the code of the report that mail to it causes: 5.2.2 a full mailbox, 4.2.2 a delay … */
  reportCodes: Record<string, string>;
  maximumRecipients: number;
  /** A message that arrives can be found and is listed only after this long. */
  lateVisibilityMs: number;
  /** 0 means that a delta token lives until something expires it. */
  deltaTokenLifetimeMs: number;
  /** So many messages to a delta page at most, whatever was asked for; 0 means as asked. */
  deltaPageMaximum: number;
  /** After so many pages of a delta round comes an empty one; 0 means never. */
  deltaEmptyPages: number;
  /** So many items at the end of a delta page come again on the next one. */
  deltaRepeats: number;
  /** A filtered round shows no more messages than this and does not say so. */
  deltaFilterMaximum: number;
  resyncCode: 'SyncStateNotFound' | 'SyncStateInvalid' | 'resyncRequired' | 'ResyncApplyDifferences';
  /** Whether a 410 says where to begin again. */
  resyncLocation: boolean;
  /** Attachments to a page of their list; 0 means all of them. */
  attachmentPageSize: number;
  /** Whether the MIME of an attached message is another with each reading. */
  itemValueVaries: boolean;
  /** A notification is told again when no 2xx came within this time; retries are given longer. */
  notificationTimeoutMs: number;
  notificationRetryTimeoutMs: number;
  /** Doubles with each attempt. */
  notificationRetryMs: number;
  /** Counted from the first attempt; then it is given up and the subscription told that something is missing. */
  notificationGiveUpMs: number;
  /** Changes in one request at most. */
  notificationBatch: number;
  /** Shares of the changes that are never told, and that are told with a wrong client state. */
  notificationDropRate: number;
  notificationWrongStateRate: number;
  /** How often each change is told. */
  notificationCopies: number;
  /** Each is told so late, and up to the spread later, which puts them out of order. */
  notificationDelayMs: number;
  notificationSpreadMs: number;
  subscriptionMaximumMs: number;
  subscriptionMinimumMs: number;
  /** Whether a second subscription to the same changes is a 409. */
  refuseTwinSubscription: boolean;
  /** Whether Mail.ReadWrite is enough to subscribe, as Mail.Read is. */
  writeScopeSubscribes: boolean;
  /** Whether notifications go to plain http addresses of this machine. */
  plainHttpLoopback: boolean;
  /** From `reauthorizationRequired` until nothing is sent any more. */
  reauthorizationGraceMs: number;
  /** Address → addresses of others who may open that mailbox too. */
  sharedMailboxes: Record<string, string[]>;
  /** Address → addresses of others who may send as it, and on its behalf with their own name beside it. */
  sendAs: Record<string, string[]>;
  sendOnBehalf: Record<string, string[]>;
  /** False takes all of that away. */
  sendRights: boolean;
  /** Whether upload sessions may be opened in somebody else's mailbox. */
  sharedUploadSessions: boolean;
  /** Whether an administrator has consented to GroupMember.Read.All for everybody. */
  groupsConsented: boolean;
}

const defaultSwitches: Switches = {
  secondSend: 'notFound',
  nonAtomicSend: false,
  sendProcessingMs: 0,
  markerReachesSentCopy: true,
  markerFilterableAfterMs: 0,
  presetMessageIdSurvives: true,
  uploadUrlGet: 'ok',
  wrongOffsetStatus: 416,
  sentItemsDelayMs: 300,
  deliveryDelayMs: 500,
  uploadOrigin: '',
  immutableIdOnSend: 'keeps',
  deleteMovesTo: 'nowhere',
  freshDraftNotFoundMs: 0,
  sessionLifetimeMs: 3_600_000,
  expiredSessionStatus: 404,
  expectedRangesForm: 'n',
  expectedRangesName: 'nextExpectedRanges',
  sessionMinimumBytes: 2_097_152,
  sessionMaximumBytes: 150_000_000,
  putMaximumBytes: 4_194_304,
  putTooLargeStatus: 413,
  requestMaximumBytes: 4_194_304,
  requestTooLargeStatus: 413,
  messageSizeLimitBytes: 150_000_000,
  messageSizeGrowth: 1,
  messageSizeExceededStatus: 413,
  mailboxSizeLimits: {},
  conflictOnOverlap: true,
  limitConcurrency: 4,
  limitRequestsPer10Min: 10_000,
  limitUploadBytesPer5Min: 150_000_000,
  putCountsAsUpload: true,
  limitMessagesPerMin: 30,
  concurrencyRetryAfterMs: 1000,
  retryAfterForm: 'integer',
  retryAfterGraceMs: 250,
  bounceDomains: ['bounce.example'],
  mailTips: {},
  mailTipsStatus: 200,
  driveStatus: 200,
  driveQuotaBytes: 1_000_000_000_000,
  driveLinkScopes: ['organization', 'users'],
  reportCodes: {},
  maximumRecipients: 500,
  lateVisibilityMs: 0,
  deltaTokenLifetimeMs: 0,
  deltaPageMaximum: 0,
  deltaEmptyPages: 0,
  deltaRepeats: 0,
  deltaFilterMaximum: 5000,
  resyncCode: 'SyncStateNotFound',
  resyncLocation: true,
  attachmentPageSize: 0,
  itemValueVaries: false,
  notificationTimeoutMs: 3000,
  notificationRetryTimeoutMs: 10_000,
  notificationRetryMs: 1000,
  notificationGiveUpMs: 14_400_000,
  notificationBatch: 20,
  notificationDropRate: 0,
  notificationWrongStateRate: 0,
  notificationCopies: 1,
  notificationDelayMs: 0,
  notificationSpreadMs: 0,
  subscriptionMaximumMs: 604_800_000,
  subscriptionMinimumMs: 2_700_000,
  refuseTwinSubscription: true,
  writeScopeSubscribes: true,
  plainHttpLoopback: true,
  reauthorizationGraceMs: 600_000,
  sharedMailboxes: { 'team@sandbox.example': ['sender@sandbox.example'] },
  sendAs: { 'team@sandbox.example': ['sender@sandbox.example'] },
  sendOnBehalf: { 'legal@sandbox.example': ['sender@sandbox.example'] },
  sendRights: true,
  sharedUploadSessions: false,
  groupsConsented: true,
};

const choices: Partial<Record<keyof Switches, readonly unknown[]>> = {
  secondSend: ['notFound', 'deliversAgain'],
  uploadUrlGet: ['ok', 'notFound', 'methodNotAllowed'],
  immutableIdOnSend: ['keeps', 'changes'],
  deleteMovesTo: ['nowhere', 'deletedItems'],
  expiredSessionStatus: [404, 401],
  expectedRangesForm: ['n', 'n-', 'n-m'],
  expectedRangesName: ['nextExpectedRanges', 'NextExpectedRanges'],
  retryAfterForm: ['integer', 'decimal', 'date', 'missing'],
  resyncCode: ['SyncStateNotFound', 'SyncStateInvalid', 'resyncRequired', 'ResyncApplyDifferences'],
};

/** Says what is wrong with one switch, or null. */
function checkSwitch(name: string, value: unknown): string | null {
  if (!Object.hasOwn(defaultSwitches, name)) return `There is no switch '${name}'.`;
  const key = name as keyof Switches;
  const standard = defaultSwitches[key];
  const allowed = choices[key];
  if (allowed !== undefined && !allowed.includes(value)) return `'${name}' must be one of ${allowed.join(', ')}.`;
  if (typeof value !== typeof standard || Array.isArray(value) !== Array.isArray(standard) || value === null)
    return `'${name}' must be like ${JSON.stringify(standard)}.`;
  if (typeof value === 'number' && !(value >= 0)) return `'${name}' must not be negative.`;
  return null;
}

export interface Switchboard {
  readonly current: Readonly<Switches>;
  /** Throws a RangeError that names the first bad switch; then nothing has changed. */
  patch(changes: object): void;
  reset(): void;
}

/** Switches outlive a restart. */
export function openSwitchboard(db: Database): Switchboard {
  let changed = readKnown(readSetting(db, 'switches'));
  let current: Switches = { ...defaultSwitches, ...changed };
  const store = (next: object): void => {
    changed = next;
    current = { ...defaultSwitches, ...next };
    writeSetting(db, 'switches', next);
  };
  return {
    get current() {
      return current;
    },
    patch(changes) {
      for (const [name, value] of Object.entries(changes)) {
        const problem = checkSwitch(name, value);
        if (problem !== null) throw new RangeError(problem);
      }
      store({ ...changed, ...changes });
    },
    reset: () => store({}),
  };
}

/** Passes over what an older version had stored and this one does not know. */
function readKnown(stored: unknown): object {
  const entries = Object.entries((stored ?? {}) as Record<string, unknown>);
  return Object.fromEntries(entries.filter(([name, value]) => checkSwitch(name, value) === null));
}

import type { FaultAction } from '../../main/sandbox/store/faults.ts';
import type { Switches } from '../../main/sandbox/switches.ts';
import { type Site, sendSites, sites, waySites } from './failpoints.ts';
import { CHUNK_BYTES, SESSION_MINIMUM_BYTES, SESSION_THRESHOLD_BYTES } from './intents.ts';
import type { Way } from './ways.ts';

/** One way of killing, on one kind of far end. */
export interface Arm {
  readonly name: string;
  /** Where it dies; null: at any time. */
  readonly deadlySites: readonly Site[] | null;
  /** Where and how likely is chosen anew for each life, by what was seldom killed at before. */
  readonly isBalanced: boolean;
  /** How likely it is to pass a deadly site unharmed, so that it does not always die at the first of its kind. */
  readonly passChance: number;
  /** The longest time from the start of a call to death in flight. */
  readonly flightMs: number;
  /** A life that meets no deadly site is ended all the same: after so long, or earlier where it may die at any time. */
  readonly longestLifeMs: number;
  /** How many messages are under way at once. */
  readonly openMessages: number;
  readonly faultRate: number;
  /** Further rules for what chance alone would bring too seldom. */
  readonly faultRules: readonly object[];
  readonly switches: Partial<Switches>;
  readonly env: Readonly<Record<string, string>>;
  /** How messages go; they take turns. */
  readonly ways: readonly Way[];
  /** One life in so many sends by the direct path where it can; 0: none. */
  readonly directEvery: number;
}

export const faultActions: readonly FaultAction[] = [
  'throttle',
  'status',
  'statusAfter',
  'dropBefore',
  'dropAfter',
  'dropMidBody',
  'slow',
  'slowAfter',
  'html',
  'halfJson',
];
/** Far below the settling time: what a dead process asked for has ended by then, as in production. */
export const MAX_SLOW_MS = 120;
export const RETRY_AFTER_S = 0.03;

export const unlimited = {
  limitRequestsPer10Min: 0,
  limitUploadBytesPer5Min: 0,
  limitMessagesPerMin: 0,
  sessionMinimumBytes: SESSION_MINIMUM_BYTES,
  retryAfterForm: 'decimal',
  sentItemsDelayMs: 60,
  deliveryDelayMs: 80,
  sendProcessingMs: 15,
} as const satisfies Partial<Switches>;

/** Hours become moments, and pace is no subject here. */
export const hurriedEnv = {
  MS_SEND_SETTLE_MS: '700',
  MS_SEND_PROBE_MS: '50',
  MS_RETRY_BASE_MS: '20',
  MS_LIMIT_REQUESTS_PER_10MIN: '1000000',
  MS_LIMIT_UPLOAD_BYTES_PER_5MIN: '100000000000',
  MS_LIMIT_MESSAGES_PER_MIN: '100000',
  MS_UPLOAD_SESSION_THRESHOLD_BYTES: String(SESSION_THRESHOLD_BYTES),
  MS_UPLOAD_CHUNK_SIZE_BYTES: String(CHUNK_BYTES),
  // Files go while others of the same bytes are attached, sent and killed.
  MAILROOM_SNAPSHOT_RETENTION_DAYS: '0',
} as const;

const base = {
  deadlySites: null,
  isBalanced: false,
  passChance: 0.3,
  flightMs: 12,
  longestLifeMs: 1_500,
  openMessages: 6,
  faultRate: 0.2,
  faultRules: [],
  switches: unlimited,
  env: hurriedEnv,
  ways: ['plain'],
  directEvery: 0,
} as const satisfies Omit<Arm, 'name'>;

/** A send passes eight of its sites: most of them must let it live, or no mail would ever get further. */
const killedAroundSend = { deadlySites: sendSites, passChance: 0.88, openMessages: 8, faultRate: 0.3 } as const;

/** A lost session, a lost answer to the draft, a refusal to send: each leads where chance seldom does. */
const seldom = [
  { match: { method: 'PUT', path: 'AttachmentSessions' }, action: 'expireSession', times: 0, probability: 0.06 },
  { match: { method: 'POST', path: '/messages$' }, action: 'statusAfter', times: 0, probability: 0.1 },
  { match: { method: 'POST', path: '/messages$' }, action: 'status', status: 409, times: 0, probability: 0.15 },
  { match: { method: 'POST', path: '/attachments$' }, action: 'dropAfter', times: 0, probability: 0.1 },
  {
    match: { method: 'POST', path: '/send$' },
    action: 'throttle',
    retryAfter: RETRY_AFTER_S,
    times: 0,
    probability: 0.15,
  },
  { match: { method: 'POST', path: '/send$' }, action: 'status', times: 0, probability: 0.1 },
];

/** Those of a merge come together, as they do there, so that their requests find company. */
const otherWays = {
  ...base,
  deadlySites: waySites.filter((site) => !site.endsWith(' shareWithPeople')),
  isBalanced: true,
  ways: ['merged', 'merged', 'merged', 'kept', 'linked', 'delegated', 'returned'],
  openMessages: 9,
  env: { ...hurriedEnv, MS_BOUNCE_LOOK_MS: '100' },
} as const;

export const arms = {
  anyTime: { ...base, name: 'at any time', longestLifeMs: 700, directEvery: 5 },
  everyFailpoint: {
    ...base,
    name: 'at every failpoint',
    deadlySites: sites,
    isBalanced: true,
    openMessages: 8,
    faultRules: seldom,
    directEvery: 4,
  },
  otherWays: { ...otherWays, name: 'at every failpoint of the other ways' },
  linksByName: {
    ...otherWays,
    name: 'at every failpoint of links for people by name',
    deadlySites: waySites.filter((site) => site.includes(' linked ')),
    ways: ['linked'],
    switches: { ...unlimited, driveLinkScopes: ['users'] },
  },
  aroundSend: { ...base, ...killedAroundSend, name: 'around sending' },
  harshServer: {
    ...base,
    ...killedAroundSend,
    name: 'around sending, sends overlap, no GET of uploads',
    switches: { ...unlimited, nonAtomicSend: true, sendProcessingMs: 100, uploadUrlGet: 'methodNotAllowed' },
    env: { ...hurriedEnv, MS_SEND_SETTLE_MS: '1200' },
  },
  anyTimeHarsh: {
    ...base,
    name: 'at any time, sends overlap, a second one delivers, no GET of uploads',
    longestLifeMs: 700,
    faultRate: 0.25,
    switches: {
      ...unlimited,
      nonAtomicSend: true,
      secondSend: 'deliversAgain',
      sendProcessingMs: 100,
      uploadUrlGet: 'methodNotAllowed',
    },
    env: { ...hurriedEnv, MS_SEND_SETTLE_MS: '1200' },
  },
} as const satisfies Record<string, Arm>;

export type ArmName = keyof typeof arms;

import type { Switches } from '../../../main/sandbox/switches.ts';
import { type Arm, hurriedEnv, RETRY_AFTER_S, unlimited } from '../arms.ts';
import { ingestSites } from './failpoints.ts';

/** One way of killing ingest, on one kind of far end. */
export interface IngestArm extends Omit<Arm, 'openMessages' | 'ways' | 'directEvery'> {
  /** How many messages come before each life. */
  readonly arrivals: number;
}

/** Small pages, so that a sweep has many; all the oddities of the service's lists. */
const oddSwitches = {
  ...unlimited,
  limitConcurrency: 0,
  deltaPageMaximum: 20,
  deltaEmptyPages: 3,
  deltaRepeats: 2,
  attachmentPageSize: 2,
  lateVisibilityMs: 150,
} as const satisfies Partial<Switches>;

export const ingestEnv = {
  ...hurriedEnv,
  MS_LIMIT_CONCURRENCY: '16',
  MAILROOM_INGEST_CONCURRENCY: '32',
  MAILROOM_DISK_FLOOR_BYTES: '0',
} as const;

/** Bodies that end too early, and messages that are told of before they can be read: rarer than chance would bring. */
const seldom = [
  { match: { method: 'GET', path: '/\\$value$' }, action: 'cutBody', times: 0, probability: 0.06 },
  { match: { method: 'GET', path: '/\\$value$' }, action: 'wrongLength', times: 0, probability: 0.04 },
  {
    match: { method: 'GET', path: '/messages/(?!delta)[^/]{20,}' },
    action: 'status',
    status: 404,
    times: 40,
    probability: 0.03,
  },
  { match: { method: 'GET' }, action: 'throttle', retryAfter: RETRY_AFTER_S, times: 0, probability: 0.02 },
];
/** The service loses the place: at a page in the middle as well as at the first one of a round. */
const lostPlaces = [{ match: { method: 'GET', path: '/delta' }, action: 'expireDelta', times: 0, probability: 0.1 }];

const base = {
  deadlySites: null,
  isBalanced: false,
  passChance: 0.3,
  flightMs: 12,
  longestLifeMs: 2_500,
  faultRate: 0.1,
  faultRules: seldom,
  switches: oddSwitches,
  env: ingestEnv,
  arrivals: 3,
} as const satisfies Omit<IngestArm, 'name'>;

const everywhere = { deadlySites: ingestSites, isBalanced: true } as const;
const withLostPlaces = { faultRules: [...seldom, ...lostPlaces] } as const;

export const ingestArms = {
  everyFailpoint: { ...base, ...everywhere, name: 'at every failpoint' },
  everyFailpointResync: { ...base, ...everywhere, ...withLostPlaces, name: 'at every failpoint, with 410s' },
  anyTime: { ...base, name: 'at any time' },
  anyTimeResync: { ...base, ...withLostPlaces, name: 'at any time, with 410s' },
} as const satisfies Record<string, IngestArm>;

export type IngestArmName = keyof typeof ingestArms;

import { isOwn } from '../core/accounts/delegate.ts';
import type { HealthFacts, Objectives } from '../core/health/health-facts.ts';
import type { DiskRoom } from '../core/ingest/disk-room.ts';
import type { Governor } from '../core/pacing/governor.ts';
import { type Flags, isManaged } from '../core/policy/flags.ts';
import type { Settings } from '../core/policy/settings.ts';
import type { AccountStore } from '../core/ports/account-store.ts';
import { unsentSteps } from '../core/outbox/outbox-record.ts';
import type { HealthStore, MeasuredValues } from '../core/ports/health-store.ts';
import type { IngestStore } from '../core/ports/ingest-store.ts';
import type { OutboxStore } from '../core/ports/outbox-store.ts';
import type { Clock } from '../core/ports/time.ts';
import type { RequestCounts } from './health-meters.ts';
import type { EngineWorker } from './engine-worker.ts';
import type { LiveFlags } from './live-flags.ts';
import type { Tenancy } from './tenancy.ts';
import type { LookWatch } from './watch-looks.ts';
import type { NetworkWatch } from './watch-network.ts';
import { utcOffsetMinutes } from './utc-offset-minutes.ts';

/** Beyond this age the worker is not merely between two looks. */
const WORKER_LATE_MS = 30_000;

/** Of each service what Health asks, and no more. */
export interface FactSources {
  readonly loaded: { readonly settings: Settings };
  readonly accounts: Pick<AccountStore, 'list'>;
  readonly tenancy: Pick<Tenancy, 'owns'>;
  readonly outbox: Pick<OutboxStore, 'onChange'>;
  readonly ingest: {
    readonly room: Pick<DiskRoom, 'peek'>;
    readonly store: Pick<IngestStore, 'backlog' | 'folders' | 'totals'>;
  };
  readonly worker: Pick<EngineWorker, 'standing' | 'triesAgainAtMs' | 'onFailure'>;
  readonly looks: Pick<LookWatch, 'lastMs'>;
  readonly network: Pick<NetworkWatch, 'network' | 'onChange'>;
  readonly governor: Pick<Governor, 'waits' | 'onChange'>;
  readonly flags: Pick<LiveFlags, 'now' | 'onChange' | 'sharedAgeMs'>;
  readonly clock: Clock;
  readonly store: Pick<HealthStore, 'openDeadJobs' | 'countMessages'>;
  readonly requests: { recent(): RequestCounts };
  readonly confirmations: { recent(): HealthFacts['confirmation'] };
}

export interface LastLook {
  readonly atMs: number;
  readonly workerSeenMs: number | null;
}

/** Everything that the verdict is made of, read now; a few milliseconds of work. */
export async function readHealthFacts(sources: FactSources, last: LastLook): Promise<HealthFacts> {
  const { loaded, ingest, network, governor, clock, store, requests, confirmations } = sources;
  const shortage = await ingest.room.peek();
  const nowMs = clock.nowMs();
  const throttled = governor.waits().filter(({ because }) => because === 'throttled');
  const backlog = ingest.store.backlog();
  const flags = sources.flags.now();
  const provider = describeProvider(flags);
  return {
    nowMs,
    utcOffsetMinutes: utcOffsetMinutes(nowMs),
    accounts: describeAccounts(sources, provider.state !== 'on'),
    worker: describeWorker(sources, last, nowMs),
    provider,
    flagsAgeMs: sources.flags.sharedAgeMs(),
    network: network.network(),
    throttledUntilMs: greatest(throttled.map(({ untilMs }) => untilMs)),
    shortage,
    ingest: {
      followsAny: ingest.store.folders().length > 0,
      waitingFiles: ingest.store.totals().waiting,
      waitingMessages: backlog.reduce((total, { messages }) => total + messages, 0),
      oldestMs: smallest(backlog.map(({ oldestNoticedAtMs }) => oldestNoticedAtMs)),
    },
    needsYou: store.countMessages({ steps: ['needsHuman'], account: null }),
    unconfirmed: store.countMessages({ steps: ['unknown'], account: null }),
    openDeadJobs: store.openDeadJobs(),
    requests: requests.recent(),
    confirmation: confirmations.recent(),
    objectives: readObjectives(loaded.settings),
  };
}

/** What is drawn of these facts. */
export function measuredValues(facts: HealthFacts, uploadRate: number | null): MeasuredValues {
  const { ingest, requests, confirmation, nowMs } = facts;
  const waitedMs = ingest.oldestMs === null ? 0 : Math.max(0, nowMs - ingest.oldestMs);
  return {
    uploadRate,
    confirmation: confirmation === null ? null : confirmation.p95Ms / 1000,
    backlog: ingest.followsAny ? waitedMs / 1000 : null,
    errors: requests.total === 0 ? null : requests.failed / requests.total,
  };
}

function describeWorker({ worker, looks }: FactSources, last: LastLook, nowMs: number): HealthFacts['worker'] {
  const seenMs = worker.standing() === null ? null : looks.lastMs();
  // After a sleep of the machine nobody has looked for hours, the worker no less than we.
  const hasSlept = nowMs - last.atMs > WORKER_LATE_MS;
  return {
    isRunning: seenMs !== null && (nowMs - seenMs <= WORKER_LATE_MS || hasSlept),
    lastSeenMs: seenMs ?? last.workerSeenMs,
    triesAgainMs: worker.triesAgainAtMs(),
  };
}

/** What waits is counted only where somebody is told of it. */
function describeAccounts({ accounts, tenancy, store }: FactSources, countAll: boolean): HealthFacts['accounts'] {
  const own = accounts.list().filter((account) => isOwn(account) && tenancy.owns(account));
  return own.map(({ id, address, state }) => {
    const signInNeeded = state === 'signInNeeded';
    const waiting = countAll || signInNeeded ? store.countMessages({ steps: unsentSteps, account: id }) : 0;
    return { address, signInNeeded, waiting };
  });
}

function describeProvider({ enabled, paused }: Flags): HealthFacts['provider'] {
  const stopped = enabled.value ? paused : enabled;
  const state = enabled.value ? (paused.value ? 'paused' : 'on') : 'off';
  if (stopped.origin === 'person') return { state, by: 'person' };
  return { state, by: isManaged(stopped) || stopped.origin === 'redis' ? 'administrator' : 'nobody' };
}

function readObjectives(settings: Settings): Objectives {
  return {
    uploadRate: settings.objectiveUploadMbps === 0 ? null : settings.objectiveUploadMbps,
    confirmation: settings.objectiveConfirmationS,
    backlog: settings.objectiveBacklogS,
    errors: settings.objectiveErrorsPercent / 100,
  };
}

function greatest(values: readonly number[]): number | null {
  return values.length === 0 ? null : Math.max(...values);
}

function smallest(values: readonly number[]): number | null {
  return values.length === 0 ? null : Math.min(...values);
}

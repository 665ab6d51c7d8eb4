import type { AccountId } from '../../contract/ids.ts';
import type { IngestScope, IngestSummary } from '../../contract/ingest.ts';
import { INBOX, syncKey } from '../core/ingest/ingest-jobs.ts';
import type { FolderRecord } from '../core/ingest/ingest-record.ts';
import { sinceOf } from '../core/ingest/scope.ts';
import type { IngestChange } from '../core/ports/ingest-store.ts';
import type { CancelSignal } from '../core/ports/time.ts';
import type { Services } from './services.ts';

/** Work that comes due within this time is worth waiting for; the rest is for the next round. */
const HORIZON_MS = 5 * 60_000;
/** What a round does not wait for: a person, a disk, a network. */
const notWaitedFor = ['signIn', 'diskFull', 'quota', 'offline'];
/** A folder that cannot be read for so long is for the next round. */
const PATIENT_ATTEMPTS = 10;
const LOOK_MS = 100;

/** One look into every followed folder of these accounts, and everything that it brings, to its end. */
export async function runIngestRound(
  services: Services,
  accounts: readonly AccountId[],
  scope: IngestScope,
  signal: CancelSignal,
): Promise<IngestSummary> {
  const { ingest, clock, worker } = services;
  const beganMs = clock.nowMs();
  const brought = countChanges(accounts);
  const stop = ingest.store.onChange((change) => brought.count(change));
  try {
    const folders = followAndLook(services, accounts, scope);
    worker.start();
    await Promise.race([waitForEnd(services, accounts, folders, beganMs, signal), failureOf(services)]);
    return { ...brought.sum, waiting: countWaiting(services, accounts, folders, beganMs) };
  } finally {
    stop();
  }
}

/** The Inbox, where an account follows nothing. */
function followAndLook(
  { ingest, clock }: Services,
  accounts: readonly AccountId[],
  scope: IngestScope,
): readonly FolderRecord[] {
  const sinceMs = sinceOf(scope, clock.nowMs());
  return accounts.flatMap((account) => {
    const followed = ingest.store.folders().filter((folder) => folder.account === account);
    if (followed.length === 0) return [ingest.follow(account, INBOX.id, INBOX.name, sinceMs)];
    for (const { folder } of followed) ingest.lookNow(account, folder);
    return followed;
  });
}

function countChanges(accounts: readonly AccountId[]) {
  const sum = { messages: 0, files: 0, bytes: 0, dead: 0 };
  return {
    sum,
    count(change: IngestChange) {
      if (!accounts.includes(change.account)) return;
      if (change.kind === 'complete') sum.messages += 1;
      if (change.kind === 'needsYou') sum.dead += 1;
      if (change.kind !== 'stored') return;
      sum.files += 1;
      sum.bytes += change.sizeBytes;
    },
  };
}

async function waitForEnd(
  services: Services,
  accounts: readonly AccountId[],
  folders: readonly FolderRecord[],
  beganMs: number,
  signal: CancelSignal,
): Promise<void> {
  const { ingest, clock } = services;
  while (!signal.aborted) {
    const untilMs = clock.nowMs() + HORIZON_MS;
    const isLooking = folders.some((folder) => isStillLooking(services, folder, beganMs, untilMs));
    const isBusy = accounts.some((account) => ingest.store.isBusy(account, untilMs, notWaitedFor));
    if (!isLooking && !isBusy) return;
    await clock.sleep(LOOK_MS, signal);
  }
}

function isStillLooking(services: Services, folder: FolderRecord, beganMs: number, untilMs: number): boolean {
  if (wasLookedInto(services, folder, beganMs)) return false;
  const job = services.jobs.findLive(syncKey(folder.account, folder.folder));
  if (job === null) return false;
  if (job.state !== 'waiting') return job.state !== 'parked';
  const reason = job.waitReason ?? '';
  return (
    job.runAtMs <= untilMs &&
    job.attempts < PATIENT_ATTEMPTS &&
    !['refused', 'resync', ...notWaitedFor].includes(reason)
  );
}

function wasLookedInto({ ingest }: Services, { account, folder }: FolderRecord, beganMs: number): boolean {
  const now = ingest.store.folder(account, folder);
  return now === null || (now.lastRoundAtMs !== null && now.lastRoundAtMs >= beganMs);
}

/** Messages that are not complete, and folders that could not be looked into. */
function countWaiting(
  services: Services,
  accounts: readonly AccountId[],
  folders: readonly FolderRecord[],
  beganMs: number,
): number {
  const open = services.ingest.store.backlog().filter(({ account }) => accounts.includes(account));
  const unread = folders.filter((folder) => !wasLookedInto(services, folder, beganMs));
  return open.reduce((sum, { messages }) => sum + messages, unread.length);
}

/** A worker that stopped because it was told to says nothing; one that failed must not be waited for. */
async function failureOf({ worker }: Services): Promise<never> {
  await worker.standing()?.finished;
  return new Promise<never>(() => undefined);
}

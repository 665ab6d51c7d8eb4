import { join } from 'node:path';
import type { AccountId } from '../../contract/ids.ts';
import { collectOrphans } from '../adapters/blobs/collect-orphans.ts';
import type { GraphClient } from '../adapters/graph/graph-client.ts';
import { graphMailboxReader } from '../adapters/graph/graph-mailbox-reader.ts';
import { statfsDiskSpace } from '../adapters/statfs-disk-space.ts';
import { isOwn } from '../core/accounts/delegate.ts';
import { createDiskRoom, type DiskRoom, roomReasons } from '../core/ingest/disk-room.ts';
import type { IngestDeps } from '../core/ingest/ingest-deps.ts';
import { ingestPriorities, messageJob, syncJob, syncKey } from '../core/ingest/ingest-jobs.ts';
import type { FolderRecord } from '../core/ingest/ingest-record.ts';
import { createScouts } from '../core/ingest/scouts.ts';
import { TIDY_KEY, tidyJob } from '../core/ingest/tidy-ingest.ts';
import type { AnyJobKind } from '../core/jobs/job-kinds.ts';
import type { WorkerEvent } from '../core/jobs/worker-events.ts';
import type { AccountStore } from '../core/ports/account-store.ts';
import type { BlobStore } from '../core/ports/blob-store.ts';
import type { IngestStore, JobFor } from '../core/ports/ingest-store.ts';
import type { JobStore } from '../core/ports/job-store.ts';
import type { Log } from '../core/ports/log.ts';
import type { MailboxReader } from '../core/ports/mailbox-reader.ts';
import type { SecretBox } from '../core/ports/secret-box.ts';
import type { Clock, Random } from '../core/ports/time.ts';
import type { Host } from './host.ts';
import { ingestKinds } from './ingest-kinds.ts';
import type { LoadedSettings } from './load-settings.ts';
import { observeIngestJobs } from './observe-ingest-jobs.ts';
import { watchClock } from './watch-clock.ts';
import type { NetworkWatch } from './watch-network.ts';

/** Ingest as the engine runs it, and what its procedures are made of. */
export interface IngestEngine {
  readonly store: IngestStore;
  readonly reader: MailboxReader;
  readonly room: DiskRoom;
  readonly kinds: readonly AnyJobKind[];
  observe(event: WorkerEvent): void;
  readonly jobFor: JobFor;
  follow(account: AccountId, folder: string, name: string, sinceMs: number | null): FolderRecord;
  /** Looks into a folder now, whatever it waits for. */
  lookNow(account: AccountId, folder: string): void;
  readonly close: () => void;
}

export interface IngestParts {
  readonly host: Host;
  readonly loaded: LoadedSettings;
  /** Already instrumented, and shared with whoever reads it. */
  readonly store: IngestStore;
  readonly jobs: JobStore;
  readonly accounts: AccountStore;
  readonly blobs: BlobStore;
  readonly graph: GraphClient;
  readonly network: NetworkWatch;
  readonly box: SecretBox;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  /** Something was enqueued or woken. */
  readonly wake: () => void;
  /** A message may report what became of sent mail. Durable when it returns. */
  readonly noticeReport: (account: AccountId, messageId: string) => void;
}

const ORPHAN_AGE_MS = 24 * 60 * 60_000;
const ORPHAN_NAMES = 20_000;

/** Before anything else uses the data folder: finds what a death left behind, and lets every folder be looked at. */
export async function openIngest(parts: IngestParts): Promise<IngestEngine> {
  const { host, loaded, store, jobs, accounts, blobs, box, clock, random, network, log, wake } = parts;
  const { settings, dataDir } = loaded;
  const plainReader = graphMailboxReader(parts.graph, blobs);
  const reader = host.instrument?.reader?.(plainReader) ?? plainReader;
  const plainDisk = statfsDiskSpace(dataDir);
  const room = createDiskRoom({
    disk: host.instrument?.disk?.(plainDisk) ?? plainDisk,
    get floorBytes() {
      return settings.diskFloorBytes;
    },
    get quotaBytes() {
      return settings.filesQuotaBytes;
    },
    storedBytes: () => store.storedBytes(),
  });

  function wakeAll(because: string, account: AccountId | null): void {
    const mailboxes =
      account === null
        ? accounts
            .list()
            .filter(isOwn)
            .map(({ id }) => id)
        : [account];
    for (const mailbox of mailboxes) jobs.wakeAll(mailbox, because, clock.nowMs());
    wake();
  }

  const deps: IngestDeps = {
    store,
    reader,
    box,
    room,
    scouts: createScouts(clock),
    clock,
    random,
    settings,
    wakeAll,
    noticeReport: parts.noticeReport,
  };
  const jobFor: JobFor = (account, messageId) =>
    messageJob({ account, messageId, subscriptionId: null }, ingestPriorities.sweep, random.uuid(), clock.nowMs());
  const alarm = (files: number): void => log.error('ingest.blobMissing', { count: files });
  const recover = (): void => {
    const { queued, givenUp } = store.recover(jobFor, clock.nowMs());
    if (queued > 0) log.info('ingest.recovered', { count: queued, state: 'ready' });
    if (givenUp > 0) log.warn('ingest.recovered', { count: givenUp, state: 'dead' });
    for (const { account, folder } of store.folders()) look(account, folder);
  };

  function look(account: AccountId, folder: string): void {
    const nowMs = clock.nowMs();
    if (!jobs.wake(syncKey(account, folder), nowMs)) jobs.enqueue(syncJob(account, folder, nowMs), nowMs);
  }

  function tidy(): void {
    const nowMs = clock.nowMs();
    if (!jobs.wake(TIDY_KEY, nowMs)) jobs.enqueue(tidyJob(nowMs), nowMs);
  }

  await collectOrphans(join(dataDir, 'blobs'), {
    beforeMs: clock.nowMs() - ORPHAN_AGE_MS,
    maxNames: ORPHAN_NAMES,
    uniform: random.uniform(),
    release: (blob) => store.releaseBlob(blob),
  });
  recover();
  if (store.folders().length > 0) tidy();
  for (const because of [...roomReasons, 'offline']) wakeAll(because, null);
  store.onChange((change) => {
    if (change.kind === 'noticed') wake();
  });
  network.onChange(() => {
    if (network.network() === 'online') wakeAll('offline', null);
  });

  const leaveClock = watchClock(clock, () => {
    for (const { account, folder } of store.folders()) look(account, folder);
    wake();
  });

  return {
    store,
    reader,
    room,
    kinds: ingestKinds(deps, { store, blobs, clock, jobFor, alarm }),
    observe: observeIngestJobs(store, clock, recover),
    jobFor,
    follow(account, folder, name, sinceMs) {
      const nowMs = clock.nowMs();
      const followed = store.follow({ account, folder, name, sinceMs }, syncJob(account, folder, nowMs), nowMs);
      tidy();
      look(account, folder);
      wake();
      return followed;
    },
    lookNow(account, folder) {
      look(account, folder);
      wake();
    },
    close: leaveClock,
  };
}

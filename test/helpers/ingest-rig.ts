import type { Sha256 } from '../../contract/ids.ts';
import type { IngestStore } from '../../main/core/ports/ingest-store.ts';
import type { JobOutcome, JobStore } from '../../main/core/ports/job-store.ts';
import type { MailboxReader } from '../../main/core/ports/mailbox-reader.ts';
import { collectMessage } from '../../main/core/ingest/collect-message.ts';
import { createDiskRoom } from '../../main/core/ingest/disk-room.ts';
import { type IngestDeps, ingestRun } from '../../main/core/ingest/ingest-deps.ts';
import { messageJob, syncJob } from '../../main/core/ingest/ingest-jobs.ts';
import { createScouts } from '../../main/core/ingest/scouts.ts';
import { syncFolder } from '../../main/core/ingest/sync-folder.ts';
import { cancelSource } from '../../main/core/jobs/cancel-source.ts';
import { inbox, ingestStoreRig, must, sampleMailbox } from './ingest-store-rig.ts';
import { memoryMailbox } from './memory-mailbox.ts';
import { temporaryFolder } from './open-test-database.ts';
import { seededRandom } from './seeded-random.ts';

export interface IngestRigOptions {
  readonly wrapReader?: (reader: MailboxReader) => MailboxReader;
  readonly wrapStore?: (store: IngestStore) => IngestStore;
  readonly quotaBytes?: number;
}

export interface RigRun {
  readonly attempts?: number;
  readonly maxAttempts?: number;
  readonly stop?: ReturnType<typeof cancelSource>;
}

function run({ attempts = 0, maxAttempts = 10, stop = cancelSource() }: RigRun = {}) {
  const job = { attempts, maxAttempts, correlationId: null } as Parameters<typeof ingestRun>[0]['job'];
  return ingestRun({ job, signal: stop.signal, progressed: () => undefined });
}

/** Ingest over the real store, with a mailbox, a disk and a clock of the test's own. */
export function ingestRig(options: IngestRigOptions = {}) {
  const folder = temporaryFolder();
  const blobs = new Set<Sha256>();
  const mailbox = memoryMailbox(blobs);
  const world = { nowMs: 1_700_000_000_000, freeBytes: 10_000_000, key: 1 };
  const clock = { nowMs: () => world.nowMs, sleep: () => new Promise<void>(() => undefined) };
  const woken: string[] = [];
  let rig = ingestStoreRig(folder);
  let deps = open();

  function open(): IngestDeps {
    const store = options.wrapStore?.(rig.store) ?? rig.store;
    return {
      store,
      reader: options.wrapReader?.(mailbox.reader) ?? mailbox.reader,
      box: {
        seal: (plain, purpose) => Promise.resolve(JSON.stringify({ plain, purpose, key: world.key })),
        open: async (sealed, purpose) => unseal(sealed, purpose, world.key),
      },
      room: createDiskRoom({
        disk: { freeBytes: () => Promise.resolve(world.freeBytes) },
        floorBytes: 1_000_000,
        quotaBytes: options.quotaBytes ?? 0,
        storedBytes: () => store.storedBytes(),
      }),
      scouts: createScouts(clock),
      clock,
      random: seededRandom(1),
      settings: { retryBaseMs: 2_000, attachmentMaxBytes: 1_000 },
      wakeAll(because, account) {
        woken.push(because);
        rig.jobs.wakeAll(account ?? sampleMailbox, because, world.nowMs);
      },
    };
  }

  return {
    mailbox,
    blobs,
    world,
    woken,
    clock,
    deps: () => deps,
    store: (): IngestStore => deps.store,
    jobs: (): JobStore => rig.jobs,
    db: () => rig.db,
    states: () => rig.states(),
    removed: () => rig.removed(),
    jobKeys: () => rig.jobKeys(),

    follow: (sinceMs: number | null = null) =>
      rig.store.follow(
        { account: sampleMailbox, folder: inbox, name: 'Inbox', sinceMs },
        syncJob(sampleMailbox, inbox, world.nowMs),
        world.nowMs,
      ),
    folder: () => must(rig.store.folder(sampleMailbox, inbox)),

    /** One run of the folder's job. */
    sync: (job?: RigRun): Promise<JobOutcome> => syncFolder(deps, { account: sampleMailbox, folder: inbox }, run(job)),

    /** A message that is known, and one run of its job. */
    notice(messageId: string) {
      const payload = { account: sampleMailbox, messageId, subscriptionId: 'subscription-1' };
      rig.store.notice(sampleMailbox, messageId, messageJob(payload, 40, 'correlation', world.nowMs), world.nowMs);
    },
    collect: (messageId: string, job?: RigRun): Promise<JobOutcome> =>
      collectMessage(deps, { account: sampleMailbox, messageId, subscriptionId: 'subscription-1' }, run(job)),
    message: (messageId: string) => must(rig.store.message(sampleMailbox, messageId)),
    files: (messageId: string) => rig.store.files(must(rig.store.message(sampleMailbox, messageId)).id),

    /** The next owner of the data folder: all that it knows is what was committed. */
    restart() {
      rig = ingestStoreRig(folder);
      deps = open();
    },
  };
}

function unseal(sealed: string, purpose: string, key: number): string {
  const read = JSON.parse(sealed) as { plain: string; purpose: string; key: number };
  if (read.key !== key || read.purpose !== purpose) throw new Error('sealed with another key');
  return read.plain;
}

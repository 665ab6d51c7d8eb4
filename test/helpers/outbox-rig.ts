import { createHash } from 'node:crypto';
import { expect } from 'vitest';
import type { StructuredError } from '../../contract/errors.ts';
import { type OutboxId, sha256 } from '../../contract/ids.ts';
import { sqliteJobStore } from '../../main/adapters/sqlite/job-store.ts';
import { sqliteAddressBook } from '../../main/adapters/sqlite/recipients/address-book.ts';
import { sqliteOutboxStore } from '../../main/adapters/sqlite/outbox/outbox-store.ts';
import { cancelSource } from '../../main/core/jobs/cancel-source.ts';
import { advanceMessage } from '../../main/core/outbox/advance-message.ts';
import { decideStandstill, type TransferFacts } from '../../main/core/outbox/decide-standstill.ts';
import { discardDraft } from '../../main/core/outbox/discard-draft.ts';
import type { OutboxDeps } from '../../main/core/outbox/outbox-deps.ts';
import { advanceJob } from '../../main/core/outbox/outbox-jobs.ts';
import type { OutboxRecord } from '../../main/core/outbox/outbox-record.ts';
import type { JobOutcome } from '../../main/core/ports/job-store.ts';
import type { MailService } from '../../main/core/ports/mail-service.ts';
import { nodeDigest } from '../../main/engine/system-ports.ts';
import { roomForAll } from './room-for-all.ts';
import { leapingClock } from './leaping-clock.ts';
import { openTestDatabase, temporaryFolder } from './open-test-database.ts';
import { sampleAccount, sampleContent, sampleId } from './sample-outbox.ts';
import { type Exchange, scriptedMailService } from './scripted-mail-service.ts';
import { seededRandom } from './seeded-random.ts';

export interface RigFile {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly mode: 'small' | 'session';
}

const chunkBytes = 10;

/** The real outbox on a real database, with a clock of its own and a mail service that follows a script. */
export function outboxRig() {
  const folder = temporaryFolder();
  const clock = leapingClock();
  const blobs = new Map<string, Uint8Array>();
  let stores = open();
  let messages = 0;
  let onRead: () => void = nothing;
  let refusal: StructuredError | null = null;
  let transfers: TransferFacts = {
    isStopped: false,
    pausedUntilMs: null,
    batteryFloorPercent: 0,
    waitsOnMetered: false,
    power: { onBattery: null, batteryPercent: null, metered: null },
  };

  function open() {
    const db = openTestDatabase(folder, clock.nowMs());
    const jobs = sqliteJobStore(db, { bulk: 3, interactive: 4 });
    return { jobs, outbox: sqliteOutboxStore(db, jobs), addressBook: sqliteAddressBook(db) };
  }

  function depsFor(mail: OutboxDeps['mail']): OutboxDeps {
    return {
      store: stores.outbox,
      mail,
      ...roomForAll(),
      clock,
      blobs: memoryBlobs(blobs, () => onRead()),
      box: {
        seal: (text, purpose) => Promise.resolve(`${purpose}:${Buffer.from(text).toString('base64')}`),
        open: (sealed, purpose) => Promise.resolve(Buffer.from(sealed.slice(purpose.length + 1), 'base64').toString()),
      },
      digest: nodeDigest,
      random: seededRandom(1),
      refusalNow: () => refusal,
      standstill: (record) => decideStandstill(record, transfers, clock.nowMs()),
      settings: { settleMs: 120_000, probeMs: 15_000, retryBaseMs: 2_000, chunkBytes },
    };
  }

  async function play(
    script: readonly Exchange[],
    work: (deps: OutboxDeps, stop: ReturnType<typeof cancelSource>) => Promise<JobOutcome>,
  ): Promise<JobOutcome | 'died'> {
    const service = scriptedMailService(script);
    const outcome = await work(depsFor(service.mail), cancelSource()).catch((error: unknown) => {
      if (service.hasDied()) return 'died' as const;
      throw error;
    });
    expect(service.left()).toEqual([]);
    return outcome;
  }

  return {
    clock,
    store: () => stores.outbox,
    jobs: () => stores.jobs,
    addressBook: () => stores.addressBook,
    get: (id: OutboxId): OutboxRecord => stores.outbox.get(id) ?? expect.fail('the row is gone'),
    history: (id: OutboxId): string[] => stores.outbox.journal(id).map((entry) => entry.what),

    /** T0, as submitting does it. */
    submit(
      files: readonly RigFile[] = [],
      more: Partial<Pick<OutboxRecord, 'path' | 'key' | 'content' | 'holdUntilMs' | 'sendAtMs'>> = {},
    ): OutboxId {
      messages += 1;
      const attachments = files.map(({ name, bytes, mode }) => {
        const digest = sha256.parse(createHash('sha256').update(bytes).digest('hex'));
        blobs.set(digest, bytes);
        const contentType = 'application/octet-stream';
        return { name, contentType, contentId: null, sizeBytes: bytes.length, sha256: digest, mode };
      });
      const message = {
        id: sampleId(messages),
        account: sampleAccount,
        key: `key-${String(messages)}`,
        contentDigest: 'digest',
        content: sampleContent,
        path: 'draft',
        submittedAtMs: clock.nowMs(),
        correlationId: '00000000-0000-4000-8000-000000000001',
        attachments,
        ...more,
      } as const;
      stores.outbox.insert(message, advanceJob(message, clock.nowMs()), clock.nowMs());
      return message.id;
    },

    /** The next owner of the data folder: all that it knows is what was committed. */
    restart() {
      stores = open();
    },

    /** One run of the message's job, against exactly these requests in this order. */
    run: (id: OutboxId, ...script: readonly Exchange[]) =>
      play(script, (deps, stop) => advanceMessage(deps, id, stop.signal)),

    /** Happens whenever a file is read. */
    whileReading(act: () => void) {
      onRead = act;
    },

    /** A gate closes for what was let through before; null: none is closed. */
    setRefusal(error: StructuredError | null) {
      refusal = error;
    },

    /** The provider is paused for all, or goes on. */
    setStopped(stopped: boolean) {
      transfers = { ...transfers, isStopped: stopped };
    },

    /** What holds transfers up changes. */
    setTransfers(changed: Partial<TransferFacts>) {
      transfers = { ...transfers, ...changed };
    },

    /** One run against any other mail service. */
    runWith: (id: OutboxId, mail: MailService) => advanceMessage(depsFor(mail), id, cancelSource().signal),

    discard: (id: OutboxId, ...script: readonly Exchange[]) =>
      play(script, (deps, stop) => discardDraft(deps, id, stop.signal)),
  };
}

export function file(name: string, sizeBytes: number, mode: RigFile['mode'] = 'small'): RigFile {
  return { name, mode, bytes: Uint8Array.from({ length: sizeBytes }, (_, index) => index % 251) };
}

function nothing(): void {
  // Nobody does anything meanwhile.
}

function memoryBlobs(blobs: ReadonlyMap<string, Uint8Array>, onRead: () => void): OutboxDeps['blobs'] {
  return {
    open(digest) {
      onRead();
      const bytes = blobs.get(digest) ?? expect.fail('no such blob');
      const read = (target: Uint8Array, offset: number): Promise<number> => {
        const part = bytes.subarray(offset, offset + target.length);
        target.set(part);
        return Promise.resolve(part.length);
      };
      return Promise.resolve({ sizeBytes: bytes.length, read, close: () => Promise.resolve() });
    },
    has: (digest) => Promise.resolve(blobs.has(digest)),
    snapshot: () => expect.fail('sending takes no snapshot'),
    receive: () => expect.fail('sending receives nothing'),
    remove: () => expect.fail('sending removes no blob'),
  };
}

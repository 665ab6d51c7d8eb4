import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { OutboxId } from '../../contract/ids.ts';
import { collectOrphans } from '../../main/adapters/blobs/collect-orphans.ts';
import { openDiskBlobStore } from '../../main/adapters/blobs/disk-blob-store.ts';
import { sqliteJobStore } from '../../main/adapters/sqlite/job-store.ts';
import { sqliteCompositionStore } from '../../main/adapters/sqlite/outbox/composition-store.ts';
import { sqliteOutboxStore } from '../../main/adapters/sqlite/outbox/outbox-store.ts';
import { sqliteOutboxUpkeep } from '../../main/adapters/sqlite/outbox/outbox-upkeep.ts';
import { releaseBlob } from '../../main/adapters/sqlite/release-blob.ts';
import { cancelSource } from '../../main/core/jobs/cancel-source.ts';
import type { ComposeDeps } from '../../main/core/outbox/compose-message.ts';
import { advanceJob } from '../../main/core/outbox/outbox-jobs.ts';
import type { NewAttachment, OutboxRecord } from '../../main/core/outbox/outbox-record.ts';
import { takeSnapshot } from '../../main/core/outbox/submit-message.ts';
import { DAY_MS, tidyOutbox } from '../../main/core/outbox/tidy-outbox.ts';
import type { BlobStore } from '../../main/core/ports/blob-store.ts';
import type { OutboxUpkeep } from '../../main/core/ports/outbox-upkeep.ts';
import { nodeDigest } from '../../main/engine/system-ports.ts';
import { leapingClock } from './leaping-clock.ts';
import { Died, type Life, mortal, newLife } from './mortal.ts';
import { openTestDatabase, temporaryFolder } from './open-test-database.ts';
import { asGiven } from './room-for-all.ts';
import { sampleAccount, sampleContent, sampleId } from './sample-outbox.ts';
import { seededRandom } from './seeded-random.ts';

export const RETENTION_MS = 7 * DAY_MS;

export type UpkeepRig = Awaited<ReturnType<typeof upkeepRig>>;
/** What the upkeep would be with a mistake in it; `upkeep` is the one that may die. */
export type UpkeepBug = (upkeep: OutboxUpkeep, world: UpkeepWorld) => OutboxUpkeep;

interface UpkeepWorld {
  all(): readonly OutboxRecord[];
  blobs(): Pick<BlobStore, 'remove'>;
}

/** The real outbox and the real blob store in one folder, and what tidies up in both. */
export async function upkeepRig({ checksBytes = true } = {}) {
  const folder = temporaryFolder();
  const root = join(folder, 'blobs');
  const clock = leapingClock();
  const random = seededRandom(1);
  let parts = await open();
  let messages = 0;

  async function open() {
    const db = openTestDatabase(folder, clock.nowMs());
    const blobs = await openDiskBlobStore(root);
    const release = (sha256: Parameters<typeof releaseBlob>[1]): boolean => releaseBlob(db, sha256);
    await collectOrphans(root, { beforeMs: Number.MAX_SAFE_INTEGER, maxNames: 1_000, uniform: 0, release });
    const jobs = sqliteJobStore(db, { bulk: 3, interactive: 4 });
    const store = sqliteOutboxStore(db, jobs, checksBytes ? blobs.hasNow : undefined);
    const deps: ComposeDeps = {
      store,
      compositions: sqliteCompositionStore(db, store),
      blobs,
      digest: nodeDigest,
      clock,
      random,
      settings: { sendPath: 'draft', uploadSessionsEnabled: true, uploadThresholdBytes: 3_145_728 },
      passGates: () => undefined,
      planFiles: asGiven,
      finish: (content) => content,
      contentTypeOf: () => 'application/octet-stream',
    };
    return { db, blobs, jobs, store, deps, upkeep: sqliteOutboxUpkeep(db, store) };
  }

  const rig = {
    clock,
    db: () => parts.db,
    blobs: () => parts.blobs,
    jobs: () => parts.jobs,
    store: () => parts.store,
    deps: () => parts.deps,
    upkeep: () => parts.upkeep,
    all: () => parts.store.list({}),
    get: (id: OutboxId): OutboxRecord => parts.store.get(id) ?? expect.fail('the row is gone'),

    /** The bytes of a file on disk and in the store; its row is another matter. */
    take(content: string): Promise<NewAttachment> {
      const path = join(folder, `${content}.txt`);
      writeFileSync(path, content);
      return takeSnapshot(parts.deps, { path, name: `${content}.txt` });
    },

    insert(attachments: readonly NewAttachment[], key?: string): OutboxId {
      messages += 1;
      const message = {
        id: sampleId(messages),
        account: sampleAccount,
        key: key ?? `key-${String(messages)}`,
        contentDigest: 'digest',
        content: sampleContent,
        path: 'draft',
        submittedAtMs: clock.nowMs(),
        correlationId: '00000000-0000-4000-8000-000000000001',
        attachments,
      } as const;
      parts.store.insert(message, advanceJob(message, clock.nowMs()), clock.nowMs());
      return message.id;
    },

    async submit(...contents: readonly string[]): Promise<OutboxId> {
      const files: NewAttachment[] = [];
      for (const content of contents) files.push(await rig.take(content));
      return rig.insert(files);
    },

    /** The next owner of the data folder begins as every start does. */
    async restart(): Promise<void> {
      parts = await open();
    },

    /** One run of the upkeep. A death ends it wherever it is. */
    async tidy(life: Life = newLife(null), bug: UpkeepBug = (upkeep) => upkeep) {
      const removing = mortal(parts.blobs, life);
      const deps = {
        upkeep: bug(mortal(parts.upkeep, life), rig),
        blobs: { remove: async (sha256: Parameters<typeof removing.remove>[0]) => removing.remove(sha256) },
        clock,
        retentionMs: RETENTION_MS,
      };
      return tidyOutbox(deps, cancelSource().signal).catch((error: unknown) => {
        if (!(error instanceof Died)) throw error;
        return 'died' as const;
      });
    },

    /** Files in the store, each with what its bytes really hash to. */
    stored: (): readonly string[] =>
      readdirSync(root)
        .filter((name) => name !== 'tmp')
        .flatMap((name) => readdirSync(join(root, name)).map((file) => join(root, name, file)))
        .map((path) => createHash('sha256').update(readFileSync(path)).digest('hex'))
        .toSorted(),

    /** The blobs that rows promise. */
    promised: (): readonly unknown[] =>
      parts.db.connection.prepare('SELECT sha256 FROM blob ORDER BY sha256').pluck().all(),
  };
  return rig;
}

import { expect } from 'vitest';
import { type AccountId, sha256 } from '../../contract/ids.ts';
import { sqliteJobStore } from '../../main/adapters/sqlite/job-store.ts';
import { sqliteCompositionStore } from '../../main/adapters/sqlite/outbox/composition-store.ts';
import { sqliteOutboxStore } from '../../main/adapters/sqlite/outbox/outbox-store.ts';
import type { ComposeDeps } from '../../main/core/outbox/compose-message.ts';
import type { NewAttachment } from '../../main/core/outbox/outbox-record.ts';
import { nodeDigest, systemRandom } from '../../main/engine/system-ports.ts';
import { leapingClock } from './leaping-clock.ts';
import { openTestDatabase } from './open-test-database.ts';
import { asGiven } from './room-for-all.ts';
import { sampleAccount } from './sample-outbox.ts';

/** Writing a message on a real database, without the work that follows from it. */
export function composeRig() {
  const db = openTestDatabase();
  const jobs = sqliteJobStore(db, { bulk: 3, interactive: 4 });
  const store = sqliteOutboxStore(db, jobs);
  const deps: ComposeDeps = {
    store,
    compositions: sqliteCompositionStore(db, store),
    blobs: { ...({} as ComposeDeps['blobs']), open: () => expect.fail('writing reads no file') },
    digest: nodeDigest,
    clock: leapingClock(),
    random: systemRandom,
    settings: { sendPath: 'draft', uploadSessionsEnabled: true, uploadThresholdBytes: 3_145_728 },
    passGates: () => undefined,
    planFiles: asGiven,
    finish: (content) => content,
    contentTypeOf: () => 'application/octet-stream',
  };
  return { deps, store, jobs };
}

export function rigAccount(id: AccountId = sampleAccount) {
  const where = { tenant: 'sandbox', cloud: 'sandbox', state: 'connected' } as const;
  return { id, address: 'sender@sandbox.example', name: null, ...where, scopes: [] };
}

export function newFile(name: string): NewAttachment {
  const digest = sha256.parse('c'.repeat(64));
  return { name, contentType: 'application/zip', contentId: null, sizeBytes: 5, sha256: digest, mode: 'small' };
}

import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { z } from 'zod';
import type { TestTenant } from './start-tenant.ts';

export const ownMailbox = 'sender@sandbox.example';

const received = z.array(
  z.object({
    immutableId: z.string(),
    removed: z.string().nullable(),
    attachments: z.array(z.object({ kind: z.string(), name: z.string(), sha256: z.string().nullable() })),
  }),
);

/** What the tenant knows of an Inbox: each attachment as `messageId name sha256`, links without a hash. */
export async function attachmentsInInbox(tenant: TestTenant): Promise<readonly string[]> {
  const query = `received?mailbox=${ownMailbox}&folder=inbox`;
  const mails = received.parse(await tenant.control('GET', query)).filter(({ removed }) => removed === null);
  return mails
    .flatMap(({ immutableId, attachments }) => attachments.map((one) => line(immutableId, one.sha256)))
    .toSorted();
}

/** What a data folder holds of it, each file with the hash of the bytes that are really there. */
export function filesInDataFolder(dataDir: string): readonly string[] {
  const db = new BetterSqlite3(join(dataDir, 'mailroom.db'), { readonly: true });
  const rows = db
    .prepare<[], { messageId: string; sha256: string | null; state: string }>(
      'SELECT message_id AS messageId, sha256, file.state FROM file JOIN message ON message.id = file.message',
    )
    .all();
  db.close();
  return rows
    .map(({ messageId, sha256, state }) => {
      if (state === 'link') return line(messageId, null);
      return line(messageId, sha256 === null ? state : hashOf(dataDir, sha256));
    })
    .toSorted();
}

export function blobsIn(dataDir: string): readonly string[] {
  const folders = readdirSync(join(dataDir, 'blobs')).filter((name) => name !== 'tmp');
  return folders.flatMap((name) => readdirSync(join(dataDir, 'blobs', name)));
}

function hashOf(dataDir: string, sha256: string): string {
  const bytes = readFileSync(join(dataDir, 'blobs', sha256.slice(0, 2), sha256));
  return createHash('sha256').update(bytes).digest('hex');
}

function line(messageId: string, sha256: string | null): string {
  return `${messageId} ${sha256 ?? 'link'}`;
}

import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';

export interface CollectedMessage {
  readonly account: string;
  readonly messageId: string;
  readonly internetMessageId: string | null;
  readonly state: string;
  readonly isRemoved: 0 | 1;
}

export interface CollectedFile {
  readonly account: string;
  readonly messageId: string;
  readonly attachmentId: string;
  readonly state: string;
  readonly sizeBytes: number | null;
  readonly sha256: string | null;
}

/** What lies in a data folder that nobody works on. */
export interface Collection {
  readonly messages: readonly CollectedMessage[];
  readonly files: readonly CollectedFile[];
  /** Message jobs that are not over, and those that were given up. */
  readonly jobs: readonly { readonly state: string; readonly key: string }[];
  /** Rows whose bytes are not on disk, or are others. */
  readonly badBlobs: readonly string[];
}

export function readCollection(dataDir: string): Collection {
  const db = new BetterSqlite3(join(dataDir, 'mailroom.db'), { fileMustExist: true });
  try {
    return {
      messages: db
        .prepare<[], CollectedMessage>(
          `SELECT account, message_id AS messageId, internet_message_id AS internetMessageId, state,
             removed_at_ms IS NOT NULL AS isRemoved FROM message ORDER BY id`,
        )
        .all(),
      files: db
        .prepare<[], CollectedFile>(
          `SELECT file.account, message.message_id AS messageId, attachment_id AS attachmentId, file.state,
             size_bytes AS sizeBytes, sha256 FROM file JOIN message ON message.id = file.message ORDER BY file.id`,
        )
        .all(),
      jobs: db
        .prepare<[], { state: string; key: string }>(
          `SELECT state, dedupe_key AS key FROM job
           WHERE kind = 'ingest.message' AND state IN ('waiting', 'ready', 'leased', 'parked', 'dead')`,
        )
        .all(),
      badBlobs: db
        .prepare<[], { sha256: string; sizeBytes: number }>('SELECT sha256, size_bytes AS sizeBytes FROM blob')
        .all()
        .filter(({ sha256 }) => hashOf(join(dataDir, 'blobs', sha256.slice(0, 2), sha256)) !== sha256)
        .map(({ sha256 }) => sha256),
    };
  } finally {
    db.close();
  }
}

function hashOf(path: string): string | null {
  try {
    return createHash('sha256').update(readFileSync(path)).digest('hex');
  } catch {
    return null;
  }
}

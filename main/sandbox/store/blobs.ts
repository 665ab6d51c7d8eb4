import { createHash, randomUUID } from 'node:crypto';
import {
  closeSync,
  createReadStream,
  ftruncateSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Database } from 'better-sqlite3';
import type { Tenant } from '../tenant.ts';
import { readSeededBytes, seededBytes } from './seeded-bytes.ts';

/** The bytes of an attachment, a file of its own that several copies of a message share. */
export interface Blob {
  readonly id: string;
  readonly sizeBytes: number;
  readonly sha256: string | null;
}

function blobPath(tenant: Tenant, blobId: string): string {
  return join(tenant.stateDir, 'bytes', blobId);
}

export function readBlob(db: Database, id: string): Blob {
  const blob = db.prepare<[string], Blob>('SELECT id, size_bytes AS sizeBytes, sha256 FROM blob WHERE id = ?').get(id);
  if (blob === undefined) throw new Error('An attachment refers to bytes that are not there.');
  return blob;
}

/** Creates an empty file to be filled in order; its size grows with what was stored. */
export function createBlob(tenant: Tenant): string {
  const id = randomUUID();
  closeSync(openSync(blobPath(tenant, id), 'wx', 0o600));
  tenant.db.prepare('INSERT INTO blob (id, size_bytes) VALUES (?, 0)').run(id);
  return id;
}

export function createFullBlob(tenant: Tenant, bytes: Buffer): string {
  const id = createBlob(tenant);
  writeBlobAt(tenant, id, 0, bytes);
  return id;
}

/** Overwrites what a killed service may have left behind the confirmed offset. */
export function writeBlobAt(tenant: Tenant, id: string, offsetBytes: number, bytes: Buffer): void {
  const file = openSync(blobPath(tenant, id), 'r+');
  try {
    let written = 0;
    while (written < bytes.length)
      written += writeSync(file, bytes, written, bytes.length - written, offsetBytes + written);
    ftruncateSync(file, offsetBytes + bytes.length);
  } finally {
    closeSync(file);
  }
  tenant.db.prepare('UPDATE blob SET size_bytes = ? WHERE id = ?').run(offsetBytes + bytes.length, id);
}

/** Bytes that are never stored: those of a small one are hashed at once, which reading them would cost anyway. */
export function createSeededBlob(tenant: Tenant, seed: string, sizeBytes: number): string {
  const id = randomUUID();
  const sha256 = sizeBytes > 65_536 ? null : createHash('sha256').update(seededBytes(seed, sizeBytes)).digest('hex');
  tenant.db.prepare('INSERT INTO blob (id, size_bytes, sha256) VALUES (?, ?, ?)').run(id, sizeBytes, sha256);
  tenant.db.prepare('INSERT INTO seeded_blob (blob_id, seed) VALUES (?, ?)').run(id, seed);
  return id;
}

function findSeed(tenant: Tenant, id: string): string | undefined {
  return tenant.db.prepare<[string], { seed: string }>('SELECT seed FROM seeded_blob WHERE blob_id = ?').get(id)?.seed;
}

export function openBlob(tenant: Tenant, id: string): Readable {
  const seed = findSeed(tenant, id);
  if (seed === undefined) return createReadStream(blobPath(tenant, id));
  return Readable.from(readSeededBytes(seed, readBlob(tenant.db, id).sizeBytes), { objectMode: false });
}

export function readBlobBytes(tenant: Tenant, id: string): Buffer {
  const seed = findSeed(tenant, id);
  return seed === undefined ? readFileSync(blobPath(tenant, id)) : seededBytes(seed, readBlob(tenant.db, id).sizeBytes);
}

/** The hash is taken when first asked for, from the bytes themselves, and then kept. */
export async function hashBlob(tenant: Tenant, blob: Blob): Promise<string> {
  if (blob.sha256 !== null) return blob.sha256;
  const hash = createHash('sha256');
  await pipeline(openBlob(tenant, blob.id), hash);
  const sha256 = hash.digest('hex');
  tenant.db.prepare('UPDATE blob SET sha256 = ? WHERE id = ?').run(sha256, blob.id);
  return sha256;
}

/**
 * Forgets bytes that neither an attachment, a session nor an accepted mail needs. The file goes once the transaction
 * that forgot it is through; a kill in between leaves a file without a row, which the next start removes.
 */
export function dropUnusedBlobs(tenant: Tenant, ids: readonly string[]): void {
  const drop = tenant.db.prepare(
    `DELETE FROM blob WHERE id = @id
       AND NOT EXISTS (SELECT 1 FROM attachment WHERE blob_id = @id)
       AND NOT EXISTS (SELECT 1 FROM upload_session WHERE blob_id = @id)
       AND NOT EXISTS (SELECT 1 FROM submission_attachment WHERE blob_id = @id)
       AND NOT EXISTS (SELECT 1 FROM drive_item WHERE blob_id = @id)
       AND NOT EXISTS (SELECT 1 FROM drive_upload WHERE blob_id = @id)`,
  );
  for (const id of ids) {
    if (drop.run({ id }).changes === 0) continue;
    setImmediate(() => rmSync(blobPath(tenant, id), { force: true }));
  }
}

export function removeStrayFiles(tenant: Tenant): void {
  const find = tenant.db.prepare<[string]>('SELECT 1 FROM blob WHERE id = ?');
  for (const name of readdirSync(join(tenant.stateDir, 'bytes')))
    if (find.get(name) === undefined) rmSync(blobPath(tenant, name));
}

import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { openDiskBlobStore } from '../../../main/adapters/blobs/disk-blob-store.ts';
import { insertBlob } from '../../../main/adapters/sqlite/insert-blob.ts';
import { openDatabase } from '../../../main/adapters/sqlite/open-database.ts';
import { takeOver } from '../../../main/adapters/sqlite/take-over.ts';

/**
 * Stores one file, read or received, and its row; says `ready` before and the result after, so that a tracer or a size
 * limit can watch.
 */
const [dataDir = '', source = '', way = 'snapshot'] = process.argv.slice(2);
const db = takeOver(openDatabase(dataDir, 0), { pid: process.pid, bootId: null, nowMs: 0 });
const store = await openDiskBlobStore(join(dataDir, 'blobs'));
process.stdout.write('ready\n');
const limits = { maxBytes: 2 ** 30, expectedBytes: null };
const result = await (way === 'receive'
  ? store.receive(createReadStream(source), limits)
  : store.snapshot(source, limits));
if (result.ok) insertBlob(db, result.sha256, result.sizeBytes, 0);
process.stdout.write(`${JSON.stringify(result)}\n`);

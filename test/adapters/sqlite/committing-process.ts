import { createHash } from 'node:crypto';
import { writeSync } from 'node:fs';
import { sha256 } from '../../../contract/ids.ts';
import { insertBlob } from '../../../main/adapters/sqlite/insert-blob.ts';
import { openDatabase } from '../../../main/adapters/sqlite/open-database.ts';
import { takeOver } from '../../../main/adapters/sqlite/take-over.ts';

/** Stores one row after the other and says so, until it is killed. `early` says so before the row is committed: a planted bug. */
const [dataDir = '', from = '', when = ''] = process.argv.slice(2);
const db = takeOver(openDatabase(dataDir, 0), { pid: process.pid, bootId: null, nowMs: 0 });
const pause = new Int32Array(new SharedArrayBuffer(4));

for (let row = Number(from); ; row += 1) {
  const sha = sha256.parse(createHash('sha256').update(String(row)).digest('hex'));
  const promise = (): void => void writeSync(1, `${sha}\n`);
  if (when === 'early') {
    promise();
    Atomics.wait(pause, 0, 0, 5);
  }
  insertBlob(db, sha, 1, row);
  if (when === 'late') promise();
}

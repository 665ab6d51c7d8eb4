import { statSync } from 'node:fs';
import { join } from 'node:path';
import { openDatabase } from '../../main/adapters/sqlite/open-database.ts';
import { restingSteps } from '../../main/core/outbox/outbox-record.ts';

/**
 * What must hold in a data folder whose engine was killed at any instant, before anything repairs it. The connection
 * stays open: closing it would tidy up the WAL that the engine is to find as the dead one left it.
 */
export function inspectDataFolder(dataDir: string): readonly string[] {
  const { connection } = openDatabase(dataDir, Date.now());
  const pluck = (query: string, ...parameters: unknown[]) =>
    connection
      .prepare(query)
      .pluck()
      .all(...parameters);
  const integrity = pluck('PRAGMA integrity_check');
  const dangling = pluck('PRAGMA foreign_key_check');
  const forgotten = pluck(
    `SELECT step FROM outbox WHERE step NOT IN (SELECT value FROM json_each(?))
       AND submitted_at_ms IS NOT NULL AND paused_at_ms IS NULL
       AND NOT EXISTS (SELECT 1 FROM job WHERE job.dedupe_key = 'outbox:' || outbox.id
         AND job.state IN ('waiting', 'ready', 'leased', 'parked'))`,
    JSON.stringify(restingSteps),
  );
  const bare = pluck(
    `SELECT step FROM outbox WHERE step NOT IN ('sent', 'cancelled')
       AND EXISTS (SELECT 1 FROM outbox_attachment WHERE outbox_id = outbox.id AND snapshot IS NULL)`,
  );
  const blobs = connection.prepare<[], { sha256: string; sizeBytes: number }>(
    'SELECT sha256, size_bytes AS sizeBytes FROM blob',
  );
  const lost = blobs.all().filter(({ sha256, sizeBytes }) => {
    const file = join(dataDir, 'blobs', sha256.slice(0, 2), sha256);
    return statSync(file, { throwIfNoEntry: false })?.size !== sizeBytes;
  });
  return [
    ...integrity.filter((finding) => finding !== 'ok').map((finding) => `integrity: ${String(finding)}`),
    ...dangling.map((table) => `dangling reference in ${String(table)}`),
    ...forgotten.map((step) => `a message in ${String(step)} has no job`),
    ...bare.map((step) => `a message in ${String(step)} has let go of its files`),
    ...lost.map(({ sha256 }) => `blob ${sha256} is not on disk`),
  ];
}

import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const sha256Text = z.string().length(64);

/** What the browser host remembers in the data folder, readable by its user alone. Secrets of pages only as digests. */
const hostRecord = z.object({
  port: z.int(),
  /** Lets programs of the same user in; new at every start. */
  programToken: z.string(),
  sessions: z.array(z.object({ cookie: sha256Text, token: sha256Text, createdAtMs: z.int() })),
});
export type HostRecord = z.infer<typeof hostRecord>;

/** Null before the first start, and when the file is damaged: pages then ask for a new address. */
export function readHostRecord(dataDir: string): HostRecord | null {
  try {
    return hostRecord.parse(JSON.parse(readFileSync(fileIn(dataDir), 'utf8')));
  } catch {
    return null;
  }
}

/** Replaces the whole file at once; nobody ever reads half of it. */
export function writeHostRecord(dataDir: string, record: HostRecord): void {
  const file = fileIn(dataDir);
  rmSync(`${file}.new`, { force: true });
  writeFileSync(`${file}.new`, JSON.stringify(record), { mode: 0o600, flag: 'wx' });
  renameSync(`${file}.new`, file);
}

function fileIn(dataDir: string): string {
  return join(dataDir, 'browser-host.json');
}

import { readFile, rename, writeFile } from 'node:fs/promises';
import { z } from 'zod';
import { outboxId } from '../../../contract/ids.ts';

const incomingRecord = z.object({
  fileName: z.string(),
  sizeBytes: z.int().positive(),
  contentType: z.string(),
  message: outboxId.nullable(),
  asLink: z.boolean().default(false),
  begunAtMs: z.number(),
  takenAtMs: z.number().nullable(),
});
/** What is known of an incoming file beside its bytes. */
export type IncomingRecord = Readonly<z.infer<typeof incomingRecord>>;

/** Null when there is none, or none that can be read. */
export async function readRecord(path: string): Promise<IncomingRecord | null> {
  const text = await readFile(path, 'utf8').catch(() => null);
  if (text === null) return null;
  try {
    return incomingRecord.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

/** Whole or not at all, also when the process is killed meanwhile. */
export async function writeRecord(path: string, record: IncomingRecord): Promise<void> {
  await writeFile(`${path}.new`, JSON.stringify(record), { mode: 0o600 });
  await rename(`${path}.new`, path);
}

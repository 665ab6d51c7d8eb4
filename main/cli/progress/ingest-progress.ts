import type { IngestSummary } from '../../../contract/ingest.ts';
import type { ApiClient } from '../../engine/host.ts';
import { counted } from '../row-words.ts';
import { formatBytes } from './format-amount.ts';

export interface IngestProgress {
  /** What came since, and what waits now. */
  sum(): Promise<IngestSummary>;
  stop(): void;
}

const SAY_MS = 2_000;

/** Counts what is stored and says so now and then, until it is stopped. */
export async function followIngest(client: ApiClient, say: (line: string) => void): Promise<IngestProgress> {
  const leaving = new AbortController();
  const sum = { messages: 0, files: 0, bytes: 0, dead: 0 };
  const events = await client.ingest.watch({}, { signal: leaving.signal });
  let saidFiles = 0;
  const timer = setInterval(() => {
    if (sum.files === saidFiles) return;
    saidFiles = sum.files;
    say(`${counted(sum.files, 'file')} (${formatBytes(sum.bytes)}) of ${counted(sum.messages, 'message')} so far`);
  }, SAY_MS);

  async function count(): Promise<void> {
    for await (const event of events) {
      if (event.kind === 'complete') sum.messages += 1;
      if (event.kind === 'needsYou') sum.dead += 1;
      if (event.kind !== 'stored') continue;
      sum.files += 1;
      sum.bytes += event.sizeBytes;
    }
  }
  // Progress is no reason to fail: a broken stream shows in the round itself.
  count().catch(() => undefined);

  return {
    async sum() {
      let waiting = 0;
      for await (const status of await client.ingest.status({})) {
        waiting = status.folders.reduce((total, folder) => total + folder.backlog, 0);
        break;
      }
      return { ...sum, waiting };
    },
    stop() {
      clearInterval(timer);
      leaving.abort();
    },
  };
}

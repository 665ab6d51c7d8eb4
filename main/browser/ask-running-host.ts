import { z } from 'zod';
import { readHostRecord } from './host-record.ts';

const PATIENCE_MS = 2_000;
const answer = z.object({ url: z.string() });

/** A new address from the browser host that serves this data folder already; null when none does. */
export async function askRunningHost(dataDir: string): Promise<string | null> {
  const record = readHostRecord(dataDir);
  if (record === null) return null;
  try {
    const response = await fetch(`http://127.0.0.1:${record.port}/launch-codes`, {
      method: 'POST',
      headers: { authorization: `Bearer ${record.programToken}` },
      redirect: 'error',
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    return response.ok ? answer.parse(await response.json()).url : null;
  } catch {
    return null;
  }
}

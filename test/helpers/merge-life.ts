import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { MergeRow } from '../../contract/merge.ts';
import type { FastTime } from './fast-clock.ts';

const program = fileURLToPath(new URL('merge-process.ts', import.meta.url));

export interface MergeLife {
  readonly dataDir: string;
  readonly rows: number;
  readonly time: FastTime;
  readonly graphBaseUrl: string;
  readonly token: string;
}

/** Each ends the life of the program that sees it first. */
export const deaths: readonly ((row: MergeRow) => boolean)[] = [
  ({ rows, counts }) => counts.drafts >= rows * 0.2,
  ({ rows, counts }) => counts.drafts >= rows * 0.6,
  ({ counts }) => counts.went + counts.unsure + counts.waiting > 0,
  ({ rows, counts }) => counts.went >= rows * 0.2,
  ({ rows, counts }) => counts.went >= rows * 0.5,
  ({ rows, counts }) => counts.went >= rows * 0.8,
];

/** One life of the program: until it is killed in its tracks, or with its last look. */
export async function liveMerge(
  { dataDir, rows, time, graphBaseUrl, token }: MergeLife,
  isTime: (row: MergeRow) => boolean,
  onLook: (row: MergeRow) => void = () => undefined,
): Promise<MergeRow | 'killed' | null> {
  const own = { MS_ACCESS_TOKEN: token, MS_GRAPH_BASE_URL: graphBaseUrl };
  const waits = { MS_SEND_SETTLE_MS: '60000', MS_SEND_PROBE_MS: '5000' };
  const child = spawn(process.execPath, [program, dataDir, String(rows), JSON.stringify(time)], {
    env: { ...process.env, ...own, ...waits },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  let last: MergeRow | null = null;
  try {
    for await (const line of createInterface({ input: child.stdout })) {
      last = JSON.parse(line) as MergeRow;
      onLook(last);
      if (!isTime(last)) continue;
      child.kill('SIGKILL');
      await ended;
      return 'killed';
    }
    await ended;
    return last;
  } finally {
    child.kill('SIGKILL');
  }
}

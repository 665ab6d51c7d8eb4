import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type IngestSummary, ingestSummary } from '../../../contract/ingest.ts';
import type { Switches } from '../../../main/sandbox/switches.ts';
import { runMailroom } from '../../helpers/mailroom-process.ts';
import { unlimited } from '../arms.ts';
import { disturb } from '../disturb.ts';
import { type FarEnd, MAILBOX, SENDER_TOKEN, startFarEnd } from '../far-end.ts';
import { ingestArms, ingestEnv } from './arms.ts';
import { readCollection } from './collected.ts';
import { type IngestVerdict, judgeCollected } from './judge-collected.ts';

interface Round extends IngestSummary {
  readonly name: string;
  readonly verdict: IngestVerdict;
  /** Of this round, at most the latest five thousand. */
  readonly requests: number;
  readonly faults: number;
  readonly resyncs: number;
  readonly seconds: number;
}

/** As many as one delta page shows where nothing makes it smaller. */
const PAGE = 200;
/** The service is odd in every way it can be, but slow in none. */
const odd = { deltaEmptyPages: 3, deltaRepeats: 5, lateVisibilityMs: 400, attachmentPageSize: 2 } as const;
const calm = { deltaEmptyPages: 0, deltaRepeats: 0, lateVisibilityMs: 0 } as const;
/** Under faults a round may leave something for the next. */
const MOST_RUNS = 5;

/**
 * Many messages by `mailroom ingest --once`, as a scheduler runs it. Nobody ever asks for a notification, so delta alone
 * has to find them: half of them undisturbed, half under every fault, and then with the place lost at the first, the
 * middle and the last page.
 */
export async function collectThousands(messages: number, onRound: (round: Round) => void): Promise<readonly Round[]> {
  const folder = mkdtempSync(join(tmpdir(), 'mailroom-thousands-'));
  const dataDir = join(folder, 'data');
  const farEnd = await startFarEnd(join(folder, 'far-end'), { ...unlimited, limitConcurrency: 0 });
  const rounds: Round[] = [];
  const env = { ...ingestEnv, MS_ACCESS_TOKEN: SENDER_TOKEN, MS_GRAPH_BASE_URL: farEnd.graphBaseUrl };

  async function once(): Promise<{ readonly code: number | null; readonly summary: IngestSummary }> {
    const { code, stdout, stderr } = await runMailroom(['ingest', '--once', '--json', '--data-dir', dataDir], { env });
    const summary = ingestSummary.safeParse(JSON.parse(stdout));
    if (!summary.success) throw new Error(`ingest ended with ${String(code)}: ${stdout}${stderr}`);
    return { code, summary: summary.data };
  }

  async function round(name: string): Promise<void> {
    const startedAtMs = Date.now();
    const sum = { messages: 0, files: 0, bytes: 0, dead: 0, waiting: 0 };
    for (let run = 0; run < MOST_RUNS; run += 1) {
      const { code, summary } = await once();
      for (const kind of ['messages', 'files', 'bytes', 'dead'] as const) sum[kind] += summary[kind];
      sum.waiting = summary.waiting;
      if (code === 0) break;
    }
    const truth = { account: null, mails: await farEnd.received(MAILBOX), folders: ['inbox'] };
    const verdict = judgeCollected([truth], readCollection(dataDir));
    const seconds = (Date.now() - startedAtMs) / 1000;
    const done = { name, ...sum, ...(await farEnd.traffic(startedAtMs)), verdict, seconds };
    onRound(done);
    rounds.push(done);
  }

  try {
    await generate(farEnd, 'calm', messages / 2);
    await round('undisturbed');

    await change(farEnd, odd);
    await disturb(farEnd, ingestArms.anyTimeResync, 1);
    await generate(farEnd, 'trouble', messages / 2);
    await round('under faults');
    await farEnd.control('DELETE', 'faults');
    await change(farEnd, calm);
    await round('the next round');

    await generate(farEnd, 'late', PAGE / 2);
    await losePlaces(farEnd, (await farEnd.received(MAILBOX)).length);
    await round('the place lost three times');
    return rounds;
  } finally {
    await farEnd.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

function generate(farEnd: FarEnd, seed: string, count: number): Promise<void> {
  return farEnd.control('POST', 'generate', { to: MAILBOX, count, seed });
}

function change(farEnd: FarEnd, switches: Partial<Switches>): Promise<void> {
  return farEnd.control('PATCH', 'switches', switches);
}

/** At the one page of a round that goes on, in the middle of the sweep that follows, and at the end of the next. */
async function losePlaces(farEnd: FarEnd, messages: number): Promise<void> {
  const pages = Math.ceil(messages / PAGE);
  const middle = 1 + Math.ceil(pages / 2);
  for (const nth of [1, middle, middle + pages])
    await farEnd.control('POST', 'faults', { match: { path: '/delta', nth }, action: 'expireDelta', times: 1 });
}

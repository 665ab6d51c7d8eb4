import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleVictim } from '../bundle-victim.ts';
import { startFarEnd, MAILBOX, SENDER_TOKEN } from '../far-end.ts';
import { type KillOptions, killRepeatedly } from '../kill-repeatedly.ts';
import type { Targets } from '../coverage.ts';
import { disturb } from '../disturb.ts';
import { readTrace } from '../trace.ts';
import { nursery } from '../victim.ts';
import type { IngestArm } from './arms.ts';
import { arrive } from './arrive.ts';
import { readCollection } from './collected.ts';
import { type IngestVerdict, judgeCollected } from './judge-collected.ts';
import type { IngestOrders } from './orders.ts';
import type { IngestBug } from './planted-bugs.ts';

export interface IngestArmResult extends IngestVerdict {
  readonly arm: string;
  readonly kills: number;
  readonly requests: number;
  /** How many of these requests met an injected fault. */
  readonly faults: number;
  /** How often the service had lost the place. */
  readonly resyncs: number;
  /** What was found in the data folder before a restart, lives that ended by themselves, failpoints not listed. */
  readonly broken: readonly string[];
}

export interface IngestArmOptions extends KillOptions {
  readonly bug?: IngestBug;
}

const FINISH_MS = 120_000;

/** Kills ingest again and again while mail comes in, lets the last one finish, and compares the mailbox with the disk. */
export async function runIngestArm(arm: IngestArm, options: IngestArmOptions): Promise<IngestArmResult> {
  const folder = mkdtempSync(join(tmpdir(), 'mailroom-ingest-kills-'));
  const dataDir = join(folder, 'data');
  const traceFile = join(folder, 'trace');
  const farEnd = await startFarEnd(join(folder, 'far-end'), arm.switches);
  const victims = nursery<IngestOrders>(await bundleVictim(join(import.meta.dirname, 'victim-process.ts')));
  try {
    await disturb(farEnd, arm, options.seed);
    const ordersFor = (life: number, { deadlySites, passChance }: Targets): IngestOrders => ({
      dataDir,
      traceFile,
      env: {
        ...arm.env,
        MS_ACCESS_TOKEN: SENDER_TOKEN,
        MS_GRAPH_BASE_URL: farEnd.graphBaseUrl,
        MAILROOM_POLICY_FILE: join(folder, 'no-policy.json'),
      },
      seed: options.seed + life,
      deadlySites,
      passChance,
      flightMs: arm.flightMs,
      isLast: false,
      bug: options.bug ?? null,
    });
    const prepare = (life: number): Promise<void> => arrive(farEnd, life, arm.arrivals);
    const killed = await killRepeatedly({ arm, options, traceFile, victims, ordersFor, prepare });
    const traffic = await farEnd.traffic();
    await farEnd.control('DELETE', 'faults');
    const lastOrders = ordersFor(killed.kills, { deadlySites: [], passChance: 0, goal: null });
    const ending = await victims.live({ ...lastOrders, isLast: true }, FINISH_MS, 'its work');
    const unfinished = ending.kind === 'finished' ? [] : [`the last life did not finish: ${ending.words}`];

    const trace = readTrace(traceFile);
    const findings = trace.filter(({ word }) => word === 'broken' || word === 'unlisted');
    const truth = { account: null, mails: await farEnd.received(MAILBOX), folders: ['inbox'] };
    return {
      arm: arm.name,
      kills: killed.kills,
      ...traffic,
      ...judgeCollected([truth], readCollection(dataDir)),
      broken: [...killed.broken, ...unfinished, ...findings.map(({ word, what }) => `${word}: ${what}`)],
    };
  } finally {
    await victims.close();
    await farEnd.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

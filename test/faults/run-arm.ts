import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Arm } from './arms.ts';
import { bundleVictim } from './bundle-victim.ts';
import type { Targets } from './coverage.ts';
import { disturb } from './disturb.ts';
import { SENDER_TOKEN, startFarEnd } from './far-end.ts';
import { intentNamed, writeSourceFiles } from './intents.ts';
import { type KillOptions, killRepeatedly } from './kill-repeatedly.ts';
import { judge, readOutbox, type Verdict } from './judge.ts';
import type { Orders } from './orders.ts';
import type { PlantedBug } from './planted-bugs.ts';
import { steer } from './steer.ts';
import { readTrace } from './trace.ts';
import { nursery } from './victim.ts';

export interface ArmResult extends Verdict {
  readonly arm: string;
  readonly kills: number;
  readonly requests: number;
  /** How many of these requests met an injected fault. */
  readonly faults: number;
  /** How many of them were batches. */
  readonly batches: number;
  /** Given up for a person before anything can have left, and continued by them. */
  readonly resumed: number;
  /** What was found in the data folder before a restart, lives that ended by themselves, failpoints not listed. */
  readonly broken: readonly string[];
  /** What the far end saw that no well-behaved client does. */
  readonly violations: readonly string[];
}

export interface ArmOptions extends KillOptions {
  readonly bug?: PlantedBug;
}

const FINISH_MS = 90_000;
/** A planted bug may leave a mail that never comes to its end. */
const FINISH_WITH_BUG_MS = 20_000;

/** Kills the engine again and again, lets the last one finish undisturbed, and compares truth with intent. */
export async function runArm(arm: Arm, options: ArmOptions): Promise<ArmResult> {
  const { seed } = options;
  const folder = mkdtempSync(join(tmpdir(), 'mailroom-kills-'));
  const dataDir = join(folder, 'data');
  const sourcesDir = join(folder, 'sources');
  const traceFile = join(folder, 'trace');
  const farEnd = await startFarEnd(join(folder, 'far-end'), arm.switches);
  const victims = nursery<Orders>(await bundleVictim(join(import.meta.dirname, 'victim-process.ts')));
  try {
    writeSourceFiles(sourcesDir);
    await disturb(farEnd, arm, seed);
    const ordersFor = (life: number, { goal, ...targets }: Targets): Orders => {
      const { isDirect, ...steering } = steer(goal);
      const isDirectInTurn = arm.directEvery > 0 && life % arm.directEvery === 1;
      return {
        dataDir,
        sourcesDir,
        traceFile,
        env: {
          ...arm.env,
          MS_ACCESS_TOKEN: SENDER_TOKEN,
          MS_GRAPH_BASE_URL: farEnd.graphBaseUrl,
          MAILROOM_POLICY_FILE: join(folder, 'no-policy.json'),
          MS_SEND_PATH: isDirect || isDirectInTurn ? 'direct' : 'draft',
        },
        seed: seed + life,
        ...targets,
        ...steering,
        flightMs: arm.flightMs,
        openMessages: arm.openMessages,
        ways: arm.ways,
        bug: options.bug ?? null,
      };
    };
    const killed = await killRepeatedly({ arm, options, traceFile, victims, ordersFor });
    const { requests, faults, batches } = await farEnd.traffic();
    await farEnd.control('DELETE', 'faults');
    const finishMs = options.bug === undefined ? FINISH_MS : FINISH_WITH_BUG_MS;
    const lastOrders = ordersFor(killed.kills, { deadlySites: [], passChance: 0, goal: null });
    const ending = await victims.live({ ...lastOrders, openMessages: 0 }, finishMs, 'its work');
    const broken = [...killed.broken];
    if (ending.kind !== 'finished') broken.push(`the last life did not finish: ${ending.words}`);

    const trace = readTrace(traceFile);
    const intentOf = (key: string) => intentNamed(key, sourcesDir);
    const promised = trace.filter(({ word }) => word === 'promised').map(({ what }) => intentOf(what));
    const findings = trace.filter(({ word }) => word === 'broken' || word === 'unlisted');
    const violations = await farEnd.violations();
    const truth = {
      mails: await farEnd.delivered(),
      shared: await farEnd.shared(),
      drafts: await farEnd.drafts(),
    };
    return {
      arm: arm.name,
      kills: killed.kills,
      requests,
      faults,
      batches,
      resumed: trace.filter(({ word }) => word === 'resumed').length,
      ...judge(promised, readOutbox(dataDir), truth, intentOf),
      broken: [...broken, ...findings.map(({ word, what }) => `${word}: ${what}`)],
      violations: violations.map(({ kind, method, path, detail }) => `${kind}: ${method} ${path}: ${detail}`),
    };
  } finally {
    await victims.close();
    await farEnd.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { seededRandom } from '../helpers/seeded-random.ts';
import { type Arm, faultActions, MAX_SLOW_MS, RETRY_AFTER_S } from './arms.ts';
import { type Coverage, missedSites } from './coverage.ts';
import { type FarEnd, SENDER_TOKEN, startFarEnd } from './far-end.ts';
import { intentNamed, writeSourceFiles } from './intents.ts';
import { judge, readOutbox, type Verdict } from './judge.ts';
import type { Orders } from './orders.ts';
import type { PlantedBug } from './planted-bugs.ts';
import { readTrace } from './trace.ts';
import { nursery } from './victim.ts';

export interface ArmResult extends Verdict {
  readonly arm: string;
  readonly kills: number;
  readonly requests: number;
  /** How many of these requests met an injected fault. */
  readonly faults: number;
  /** Given up for a person before anything can have left, and continued by them. */
  readonly resumed: number;
  /** What was found in the data folder before a restart, lives that ended by themselves, failpoints not listed. */
  readonly broken: readonly string[];
  /** What the far end saw that no well-behaved client does. */
  readonly violations: readonly string[];
}

export interface ArmOptions {
  readonly kills: number;
  /** So many more while there are failpoints that nobody was ever killed at. */
  readonly extraKills?: number;
  readonly seed: number;
  readonly coverage: Coverage;
  readonly bug?: PlantedBug;
}

const FINISH_MS = 90_000;
/** A planted bug may leave a mail that never comes to its end. */
const FINISH_WITH_BUG_MS = 20_000;

/** Kills the engine again and again, lets the last one finish undisturbed, and compares truth with intent. */
export async function runArm(arm: Arm, options: ArmOptions): Promise<ArmResult> {
  const { seed, coverage } = options;
  const folder = mkdtempSync(join(tmpdir(), 'mailroom-kills-'));
  const dataDir = join(folder, 'data');
  const sourcesDir = join(folder, 'sources');
  const traceFile = join(folder, 'trace');
  const farEnd = await startFarEnd(join(folder, 'far-end'), arm.switches);
  const victims = nursery();
  try {
    writeSourceFiles(sourcesDir);
    await disturb(farEnd, arm, seed);
    const random = seededRandom(seed);
    const broken: string[] = [];
    const ordersFor = (life: number): Orders => ({
      dataDir,
      sourcesDir,
      traceFile,
      env: {
        ...arm.env,
        MS_ACCESS_TOKEN: SENDER_TOKEN,
        MS_GRAPH_BASE_URL: farEnd.graphBaseUrl,
        MAILROOM_POLICY_FILE: join(folder, 'no-policy.json'),
        MS_SEND_PATH: arm.directEvery > 0 && life % arm.directEvery === 1 ? 'direct' : 'draft',
      },
      seed: seed + life,
      ...(arm.isBalanced ? coverage.nextTargets() : { deadlySites: arm.deadlySites ?? [], passChance: arm.passChance }),
      flightMs: arm.flightMs,
      openMessages: arm.openMessages,
      bug: options.bug ?? null,
    });
    const isEnough = (life: number): boolean =>
      life >= options.kills &&
      (life >= options.kills + (options.extraKills ?? 0) || missedSites(coverage).length === 0);
    let kills = 0;
    for (; !isEnough(kills); kills += 1) {
      const lifeMs = arm.longestLifeMs * (arm.deadlySites === null ? random.uniform() : 1);
      const ending = await victims.live(ordersFor(kills), lifeMs);
      if (ending.kind !== 'killed') broken.push(`life ${String(kills)} was not killed: ${ending.words}`);
      coverage.read(traceFile);
    }
    const traffic = await farEnd.traffic();
    await farEnd.control('DELETE', 'faults');
    const finishMs = options.bug === undefined ? FINISH_MS : FINISH_WITH_BUG_MS;
    const ending = await victims.live({ ...ordersFor(kills), deadlySites: [], openMessages: 0 }, finishMs);
    if (ending.kind !== 'finished') broken.push(`the last life did not finish: ${ending.words}`);

    const trace = readTrace(traceFile);
    const intentOf = (key: string) => intentNamed(key, sourcesDir);
    const promised = trace.filter(({ word }) => word === 'promised').map(({ what }) => intentOf(what));
    const findings = trace.filter(({ word }) => word === 'broken' || word === 'unlisted');
    const violations = await farEnd.violations();
    return {
      arm: arm.name,
      kills,
      ...traffic,
      resumed: trace.filter(({ word }) => word === 'resumed').length,
      ...judge(promised, readOutbox(dataDir), await farEnd.delivered(), intentOf),
      broken: [...broken, ...findings.map(({ word, what }) => `${word}: ${what}`)],
      violations: violations.map(({ kind, method, path, detail }) => `${kind}: ${method} ${path}: ${detail}`),
    };
  } finally {
    await victims.close();
    await farEnd.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function disturb(farEnd: FarEnd, { faultRate, faultRules }: Arm, seed: number): Promise<void> {
  const random = { rate: faultRate, actions: faultActions, seed, delayMs: MAX_SLOW_MS, retryAfter: RETRY_AFTER_S };
  await farEnd.control('PUT', 'random', random);
  for (const rule of faultRules) await farEnd.control('POST', 'faults', rule);
}

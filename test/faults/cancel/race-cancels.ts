import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { OutboxId } from '../../../contract/ids.ts';
import { messageDraft } from '../../../contract/message.ts';
import type { OutboxRow } from '../../../contract/outbox.ts';
import { openEngine } from '../../../main/engine.ts';
import type { ApiClient, Instrument } from '../../../main/engine/host.ts';
import type { DeliveredMail } from '../../../main/sandbox/control/list-truth.ts';
import { startSandbox } from '../../../main/sandbox/start-sandbox.ts';
import { seededRandom } from '../../helpers/seeded-random.ts';
import { hurriedEnv, unlimited } from '../arms.ts';
import { judgeRaces, type Race, type RaceVerdict } from './judge-races.ts';
import { cancelAround, type Moment, planRace } from './plan-race.ts';

export interface RaceOptions {
  readonly races: number;
  readonly seed: number;
  readonly path: 'draft' | 'direct';
  /** A mistake that the races must find. */
  readonly bug?: Pick<Instrument, 'store'>;
}

const TOKEN = 'racing-token';
const LOOK_EVERY_MS = 25;
const PATIENCE_MS = 100_000;

/** Cancels each message at a moment of its own, around every request that sending makes, and compares what is said with what arrived. */
export async function raceCancels(options: RaceOptions): Promise<RaceVerdict> {
  const folder = mkdtempSync(join(tmpdir(), 'mailroom-races-'));
  const staticTokens = { [TOKEN]: 'sender@sandbox.example' };
  const sandbox = await startSandbox({ stateDir: join(folder, 'far-end'), staticTokens, switches: unlimited });
  const truth = async (): Promise<{ delivered: readonly DeliveredMail[]; pending: number }> => {
    const answer = await fetch(`${sandbox.origin}/sandbox/control/truth`);
    return (await answer.json()) as { delivered: readonly DeliveredMail[]; pending: number };
  };
  const moments = new Map<string, Moment>();
  const told = new Map<OutboxId, Race['told']>();
  const rows = new Map<string, OutboxRow>();
  let client: ApiClient | null = null;

  /** What the person is told counts: it must still be true in the end. */
  async function cancel(correlationId: string): Promise<void> {
    const id = rows.get(correlationId)?.id;
    if (id === undefined || client === null || told.has(id)) return;
    told.set(id, 'nothing');
    const answer = await client.outbox.cancel({ id }).then(
      ({ state }) => (state === 'cancelled' ? ('cancelled' as const) : ('beingTakenBack' as const)),
      () => 'tooLate' as const,
    );
    told.set(id, answer);
  }

  const engine = await openEngine(
    {
      env: {
        ...hurriedEnv,
        MS_ACCESS_TOKEN: TOKEN,
        MS_GRAPH_BASE_URL: sandbox.graphBaseUrl,
        MAILROOM_POLICY_FILE: join(folder, 'no-policy.json'),
        MS_SEND_PATH: options.path,
      },
      dataDir: join(folder, 'data'),
      log: () => undefined,
      startSandbox: () => Promise.reject(new Error('the races have a tenant of their own')),
      instrument: { ...options.bug, mail: (mail) => cancelAround(mail, (call) => moments.get(call), cancel) },
    },
    { work: false },
  );
  ({ client } = engine);
  try {
    const random = seededRandom(options.seed);
    for (let n = 0; n < options.races; n += 1) {
      const { moment, leavesInMs, onServer } = planRace(n, random, options.path);
      const sendAt = leavesInMs === null ? null : new Date(Date.now() + leavesInMs).toISOString();
      const message = messageDraft.parse({
        to: ['finance@sandbox.example'],
        subject: `Race ${String(n)}`,
        sendAt,
        onServer,
      });
      const { row } = await client.outbox.submit({ account: null, key: `race-${String(n)}`, message });
      rows.set(row.correlationId, row);
      moments.set(row.correlationId, moment);
    }
    await client.engine.work({});
    for (const [correlationId, { kind, afterMs }] of moments) {
      if (kind === 'anyTime') void wait(afterMs).then(() => cancel(correlationId));
    }
    await untilAllEnd(client);
    const ends = await client.outbox.list({});
    await untilQuiet(truth);
    return judgeRaces(
      ends.map(({ id, key, state, onServer, reason }) => ({
        id,
        key,
        state,
        onServer,
        reason,
        told: told.get(id) ?? 'nothing',
      })),
      (await truth()).delivered,
    );
  } finally {
    await engine.close();
    await sandbox.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

const ends: readonly OutboxRow['state'][] = ['sent', 'cancelled', 'failed', 'needsYou'];

async function untilAllEnd(client: ApiClient): Promise<void> {
  await until(async () => (await client.outbox.list({})).every(({ state }) => ends.includes(state)));
}

async function untilQuiet(truth: () => Promise<{ pending: number }>): Promise<void> {
  await until(async () => (await truth()).pending === 0);
}

async function until(isSo: () => Promise<boolean>): Promise<void> {
  for (const endMs = Date.now() + PATIENCE_MS; !(await isSo()); await wait(LOOK_EVERY_MS)) {
    // What never ends is for the judge to name.
    if (Date.now() > endMs) return;
  }
}

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { DeliveredMail } from '../../main/sandbox/control/list-truth.ts';
import { startSandbox } from '../../main/sandbox/start-sandbox.ts';
import type { LoggedRequest, Violation } from '../../main/sandbox/store/request-log.ts';
import { judgeDelivery, mostInAMinute } from '../helpers/merge-judge.ts';
import { deaths, liveMerge } from '../helpers/merge-life.ts';

const usage = `npm run soak -- merge [--rows N] [--times K]

A merge of N rows (500) at its real pace, or K times as fast (1), killed six times: what the service counted, and
whether each arrived once.
`;

const token = 'soak-token';

export async function soak(args: readonly string[]): Promise<boolean> {
  const options = { rows: { type: 'string', default: '500' }, times: { type: 'string', default: '1' } } as const;
  const { values } = parseArgs({ args: [...args], options });
  const [rows, times] = [Number(values.rows), Number(values.times)];
  if (!(rows > 0) || !(times > 0)) {
    process.stderr.write(usage);
    return false;
  }
  const folder = mkdtempSync(join(tmpdir(), 'mailroom-merge-soak-'));
  const time = { beganMs: Date.now(), times };
  const sandbox = await startSandbox({
    stateDir: join(folder, 'tenant'),
    staticTokens: { [token]: 'sender@sandbox.example' },
    nowMs: () => time.beganMs + (Date.now() - time.beganMs) * times,
  });
  const ask = async (name: string): Promise<unknown> =>
    (await fetch(`${sandbox.origin}/sandbox/control/${name}`)).json();
  try {
    const life = { dataDir: join(folder, 'data'), rows, time, graphBaseUrl: sandbox.graphBaseUrl, token };
    for (const isTime of [...deaths, () => false]) {
      let toldMs = 0;
      const end = await liveMerge(life, isTime, ({ state, counts, endsAt }) => {
        if (Date.now() - toldMs < 30_000) return;
        toldMs = Date.now();
        process.stdout.write(`${state}: ${String(counts.went)} of ${String(rows)} went, done at ${endsAt ?? '–'}\n`);
      });
      process.stdout.write(`${end === 'killed' ? 'killed' : JSON.stringify(end?.counts)}\n`);
    }
    const { delivered } = (await ask('truth')) as { delivered: DeliveredMail[] };
    const { lost, twice } = judgeDelivery(delivered, rows);
    const violations = (await ask('violations')) as Violation[];
    const most = mostInAMinute((await ask('log')) as LoggedRequest[]);
    const minutes = ((Date.now() - time.beganMs) / 60_000).toFixed(1);
    process.stdout.write(
      `${String(rows)} rows in ${minutes} minutes: ${String(lost.length)} lost, ${String(twice.length)} twice, ` +
        `at most ${String(most)} in a minute, ${String(violations.length)} limits broken.\n`,
    );
    return lost.length + twice.length + violations.length === 0 && most <= 30;
  } finally {
    await sandbox.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

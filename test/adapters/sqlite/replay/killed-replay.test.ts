import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, it } from 'vitest';
import { replayRig, slow } from '../../../helpers/replay-rig.ts';

const JOBS = 40;
/** After so many lines each process is killed, at whatever it does then; the last one lives. */
const killedAfter = [1, 3, 7, 2, null];

it('J6, 24: killed again and again, a replay moves each job once and loses none', async () => {
  const { db, start, idOf, download, die, replays, audit, world } = replayRig();
  db.connection.pragma('synchronous = FULL');
  for (let n = 0; n < JOBS; n += 1) die(download(`m${String(n)}`), world.nowMs);
  start(1, undefined, { ...slow, perMinute: 60 });
  const script = join(import.meta.dirname, 'replaying-process.ts');
  for (const lines of killedAfter) {
    const child = spawn(process.execPath, [script, dirname(db.connection.name), idOf(1)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let seen = 0;
    createInterface({ input: child.stdout }).on('line', () => {
      seen += 1;
      if (seen === lines) child.kill('SIGKILL');
    });
    expect(await once(child, 'close')).toEqual(lines === null ? [0, null] : [null, 'SIGKILL']);
  }
  expect(replays.get(idOf(1))).toMatchObject({ state: 'finished', total: JOBS, moved: JOBS, skipped: 0 });
  const successors = db.connection
    .prepare(`SELECT count(*) AS n, count(DISTINCT replay_of) AS origins FROM job WHERE replay_of IS NOT NULL`)
    .get();
  expect(successors).toEqual({ n: JOBS, origins: JOBS });
  expect(await audit.verify(() => Promise.resolve())).toMatchObject({ ok: true, entries: 2 });
});

import { parseArgs } from 'node:util';
import { raceCancels } from '../faults/cancel/race-cancels.ts';

const usage = `npm run soak -- cancel [--races N] [--seed S]

Cancels N messages (2000), each at another moment of being sent: delivered or cancelled, and the row says which.
`;

const AT_ONCE = 100;

export async function soak(args: readonly string[]): Promise<boolean> {
  const { values } = parseArgs({
    args: [...args],
    options: { races: { type: 'string', default: '2000' }, seed: { type: 'string', default: '1' } },
  });
  const [races, seed] = [values.races, values.seed].map(Number);
  if (races === undefined || seed === undefined || !(races > 0) || !Number.isInteger(seed)) {
    process.stderr.write(usage);
    return false;
  }
  const wrong: string[] = [];
  let [delivered, cancelled, undecided] = [0, 0, 0];
  for (let done = 0; done < races; done += AT_ONCE) {
    // Every fifth hundred goes by the direct path.
    const path = (done / AT_ONCE) % 5 === 4 ? 'direct' : 'draft';
    const verdict = await raceCancels({ races: Math.min(AT_ONCE, races - done), seed: seed + done, path });
    delivered += verdict.delivered;
    cancelled += verdict.cancelled;
    undecided += verdict.undecided;
    wrong.push(...verdict.wrong.map((words) => `${path}, seed ${String(seed + done)}: ${words}`));
  }
  for (const words of wrong) process.stdout.write(`WRONG ${words}\n`);
  process.stdout.write(
    `${String(races)} races: ${String(delivered)} delivered, ${String(cancelled)} cancelled, ${String(undecided)} for a person to decide, ${String(wrong.length)} wrong.\n`,
  );
  return wrong.length === 0;
}

import type { Round } from '../faults/run-rounds.ts';

/** Each round is a world of its own, so that a long run sees many beginnings and ends. */
const KILLS_A_ROUND = 125;

/** Arms take turns, so that a run that is cut short has seen each of them. */
export function planRounds<Arm>(
  wanted: readonly { readonly arm: Arm; readonly share: number }[],
  kills: number,
): readonly Round<Arm>[] {
  const whole = wanted.reduce((sum, { share }) => sum + share, 0);
  const left = new Map(wanted.map(({ arm, share }) => [arm, Math.ceil((kills * share) / whole)]));
  const rounds: Round<Arm>[] = [];
  while (left.size > 0) {
    for (const [arm, count] of left) {
      rounds.push({ arm, kills: Math.min(count, KILLS_A_ROUND) });
      if (count > KILLS_A_ROUND) left.set(arm, count - KILLS_A_ROUND);
      else left.delete(arm);
    }
  }
  return rounds;
}

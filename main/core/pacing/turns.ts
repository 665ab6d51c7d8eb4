/** A turn that nobody takes this long after it came is given up: its job was cancelled, or is busy elsewhere. */
const TURN_GRACE_MS = 5_000;

interface Turn {
  readonly amount: number;
  readonly untilMs: number;
}

/**
 * Who was told to wait for room in a budget, in order. Without it, small calls would take every bit of room as it
 * appears and a large one would never find enough; with it, each leaves room for the amounts that were refused before
 * it. Whoever asks for an amount takes that amount's turn: asking again does not make the queue longer, and a call
 * that has just had its turn goes to the end.
 */
export interface Turns {
  /** How much room belongs to others before `amount`'s own turn. */
  ahead(amount: number, nowMs: number): number;
  take(amount: number): void;
  wait(amount: number, untilMs: number): void;
  /** The first moment for which somebody is waiting, or null. */
  nextMs(nowMs: number): number | null;
}

export function createTurns(): Turns {
  let turns: readonly Turn[] = [];

  return {
    ahead(amount, nowMs) {
      turns = turns.filter((turn) => turn.untilMs + TURN_GRACE_MS > nowMs);
      const own = turns.findIndex((turn) => turn.amount === amount);
      return turns.slice(0, own === -1 ? turns.length : own).reduce((sum, turn) => sum + turn.amount, 0);
    },
    take(amount) {
      if (turns.length > 0) turns = turns.filter((turn) => turn.amount !== amount);
    },
    wait(amount, untilMs) {
      const own = turns.findIndex((turn) => turn.amount === amount);
      turns = own === -1 ? [...turns, { amount, untilMs }] : turns.with(own, { amount, untilMs });
    },
    nextMs(nowMs) {
      const times = turns.map((turn) => turn.untilMs).filter((untilMs) => untilMs > nowMs);
      return times.length > 0 ? Math.min(...times) : null;
    },
  };
}

import type { OutboxId } from '../../../contract/ids.ts';
import type { OutboxState } from '../../../contract/outbox.ts';
import type { DeliveredMail } from '../../../main/sandbox/control/list-truth.ts';

export interface Race {
  readonly id: OutboxId;
  readonly key: string;
  readonly state: OutboxState;
  readonly onServer: boolean;
  readonly reason: string | null;
  /** What the answer to Cancel said; nothing where it was never pressed, or no answer came. */
  readonly told: 'cancelled' | 'tooLate' | 'beingTakenBack' | 'nothing';
}

export interface RaceVerdict {
  readonly delivered: number;
  readonly cancelled: number;
  /** Kept by the service and asked back around its time: a person was told that nobody can know. */
  readonly undecided: number;
  /** Each sentence names a message and what is wrong with it. */
  readonly wrong: readonly string[];
}

/** Delivered or cancelled, never both and never neither; the row says which, and so did the answer to Cancel. */
export function judgeRaces(races: readonly Race[], mails: readonly DeliveredMail[]): RaceVerdict {
  const copiesOf = (id: string): number => mails.filter(({ marker }) => marker === id).length;
  const wrong = races.flatMap((race): readonly string[] => {
    const copies = copiesOf(race.id);
    const name = `${race.key}, ${race.state}, told ${race.told}, ${String(copies)} delivered: ${race.reason ?? 'no reason'}`;
    const isUndecided = race.state === 'needsYou' && race.onServer && copies <= 1;
    const isSo = (race.state === 'sent' && copies === 1) || (race.state === 'cancelled' && copies === 0) || isUndecided;
    const wasTrue =
      (race.told !== 'cancelled' || race.state === 'cancelled') && (race.told !== 'tooLate' || race.state === 'sent');
    return isSo && wasTrue ? [] : [name];
  });
  const count = (state: OutboxState): number => races.filter((race) => race.state === state).length;
  return { delivered: mails.length, cancelled: count('cancelled'), undecided: count('needsYou'), wrong };
}

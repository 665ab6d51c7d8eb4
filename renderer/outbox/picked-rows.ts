import type { OutboxRow } from '../../contract/outbox.ts';
import { isQueued } from './queue-order.ts';
import { isSharedPause } from './shared-pause.ts';

/** Messages that were picked in the list, by their ids, and where a range begins. */
export interface Picked {
  readonly ids: ReadonlySet<string>;
  readonly anchor: string | null;
}

export const nothingPicked: Picked = { ids: new Set(), anchor: null };

export function togglePicked({ ids }: Picked, id: string): Picked {
  const next = new Set(ids);
  if (!next.delete(id)) next.add(id);
  return { ids: next, anchor: id };
}

/** From the anchor, or from `from` where there is none, to `to`: it takes the place of what was picked. */
export function pickRange(before: Picked, all: readonly string[], from: string, to: string): Picked {
  const anchor = before.anchor !== null && all.includes(before.anchor) ? before.anchor : from;
  const [a, b] = [all.indexOf(anchor), all.indexOf(to)].toSorted((x, y) => x - y);
  return a === undefined || b === undefined || a < 0 ? before : { ids: new Set(all.slice(a, b + 1)), anchor };
}

export type ManyVerb = 'pause' | 'resume' | 'cancel';

/** Which of them each deed is for; a draft is discarded where it is written, never here. */
export function forEachVerb(rows: readonly OutboxRow[]): Readonly<Record<ManyVerb, readonly OutboxRow[]>> {
  return {
    pause: rows.filter((row) => isQueued(row) && row.state !== 'paused'),
    resume: rows.filter((row) =>
      row.state === 'paused' ? !isSharedPause(row) : row.state === 'needsYou' && row.cancellable,
    ),
    cancel: rows.filter(({ state, cancellable }) => cancellable && state !== 'draft'),
  };
}

/** What became of many: what was refused is said, because it had gone on meanwhile. */
export function outcomeWords(verb: ManyVerb, done: number, refused: number): string {
  const past = { pause: 'paused', resume: 'resumed', cancel: 'cancelled, not sent' }[verb];
  const left =
    refused === 0 ? '' : ` ${String(refused)} had gone on meanwhile and ${refused === 1 ? 'was' : 'were'} left alone.`;
  return `${String(done)} ${past}.${left}`;
}

import type { OutboxEvent, OutboxRow, OutboxState } from '../../contract/outbox.ts';
import { formatSecond } from '../ui/format/format-time.ts';
import type { WaybillStage } from '../ui/Waybill.tsx';
import { bouncesOf } from './bounces.ts';

/** What every message passes, in this order; the same words as command line and log. */
const way: readonly { readonly state: OutboxState; readonly name: string }[] = [
  { state: 'draft', name: 'Draft' },
  { state: 'checked', name: 'Checked' },
  { state: 'uploading', name: 'Uploading' },
  { state: 'held', name: 'Held' },
  { state: 'sending', name: 'Sending' },
  { state: 'accepted', name: 'Accepted' },
  { state: 'sent', name: 'In Sent Items' },
];

/** Where a state stands on the way. Null for the states that only interrupt it: the way then stands where it stood. */
const standsAt: Readonly<Record<OutboxState, OutboxState | null>> = {
  draft: 'draft',
  checked: 'checked',
  uploading: 'uploading',
  paused: null,
  paced: null,
  held: 'held',
  scheduled: 'held',
  sending: 'sending',
  accepted: 'accepted',
  sent: 'sent',
  unconfirmed: 'sending',
  needsYou: null,
  bounced: 'sent',
  failed: null,
  cancelled: null,
};

/** The strip for a message, with the moments of its journal. A stage is done only when the message stands at a later one. */
export function waybillStages(row: OutboxRow, events: readonly OutboxEvent[], nowMs: number): readonly WaybillStage[] {
  const reached = reachedAt(row, events);
  const lastReached = way.findLastIndex(({ state }) => reached.has(state));
  const own = standsAt[row.state];
  const current = own === null ? Math.max(0, lastReached) : way.findIndex(({ state }) => state === own);
  const isScheduled = row.state === 'scheduled' || events.some(({ state }) => state === 'scheduled');
  const isOver = row.state === 'sent' || row.state === 'bounced';
  const stages = way
    .map(({ state, name }, index): WaybillStage & { readonly state: OutboxState } => ({
      state,
      name: state === 'held' && isScheduled ? 'Scheduled' : name,
      // What it has come to before, and has to come to again, is not said to be reached.
      time: index > current ? null : secondOf(reached.get(state), nowMs),
      progress: index < current || (isOver && index === current) ? 'done' : index === current ? 'now' : 'ahead',
    }))
    // A stage that was passed over unseen is not claimed: no hold, or an answer that was lost before the mail was found.
    .filter(({ state, progress }) => {
      if (progress === 'now' || reached.has(state)) return true;
      if (state === 'held') return row.heldUntil !== null && progress === 'ahead';
      return state !== 'accepted' || progress === 'ahead';
    });
  if (row.state !== 'bounced') return stages;
  const bouncedAt = bouncesOf(row)[0]?.at ?? row.updatedAt;
  return [...stages, { name: 'Bounced', time: formatSecond(bouncedAt, nowMs), progress: 'now' }];
}

/** When each stage was reached first. */
function reachedAt(row: OutboxRow, events: readonly OutboxEvent[]): ReadonlyMap<OutboxState, string> {
  const reached = new Map<OutboxState, string>([['draft', row.createdAt]]);
  for (const { state, at } of events) {
    const stage = standsAt[state];
    if (stage !== null && !reached.has(stage)) reached.set(stage, at);
  }
  return reached;
}

function secondOf(instant: string | undefined, nowMs: number): string | null {
  return instant === undefined ? null : formatSecond(instant, nowMs);
}

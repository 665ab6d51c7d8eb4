import type { AccountId } from '../../../contract/ids.ts';
import type { FaultWait } from '../faults/decide-fault.ts';
import type { JobOutcome } from '../ports/job-store.ts';
import type { ServiceFault } from '../ports/reply.ts';
import { type RoomReason, roomReasons } from './disk-room.ts';
import type { IngestDeps } from './ingest-deps.ts';

/** Waits that end for a whole mailbox at once. Signing in wakes by itself. */
const shared: readonly FaultWait[] = ['offline', 'throttled', 'requests', 'uploadBytes', 'messages'];

/** The mailbox waits, not this job alone. */
export function waitTogether(
  { scouts }: IngestDeps,
  account: AccountId,
  { because, untilMs }: { readonly because: FaultWait; readonly untilMs: number },
): JobOutcome {
  const atMs = shared.includes(because) ? scouts.missing(`${because}:${account}`, untilMs) : untilMs;
  return { kind: 'waitFor', untilMs: atMs, because };
}

/** The mailbox answered as asked: whoever waits for it goes on. */
export function reached(deps: IngestDeps, account: AccountId): void {
  endWaits(deps, account, shared);
}

/** Any answer proves that the network is there. */
export function answered(deps: IngestDeps, account: AccountId, fault: ServiceFault): void {
  if (fault.kind === 'refused') endWaits(deps, account, ['offline']);
}

function endWaits({ scouts, wakeAll }: IngestDeps, account: AccountId, waits: readonly FaultWait[]): void {
  for (const because of waits) if (scouts.found(`${because}:${account}`)) wakeAll(because, account);
}

/** How often somebody looks whether there is room again, in units of the shortest wait: every half minute. */
const ROOM_LOOK_WAITS = 15;

/** Every mailbox waits for room on the one disk. */
export function waitForRoom({ scouts, clock, settings }: IngestDeps, because: RoomReason): JobOutcome {
  const lookAtMs = clock.nowMs() + ROOM_LOOK_WAITS * settings.retryBaseMs;
  return { kind: 'waitFor', untilMs: scouts.missing(because, lookAtMs), because };
}

/** There is room: whoever waits for it goes on. */
export function foundRoom({ scouts, wakeAll }: IngestDeps): void {
  for (const because of roomReasons) if (scouts.found(because)) wakeAll(because, null);
}

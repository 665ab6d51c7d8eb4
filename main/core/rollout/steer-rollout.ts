import type { RolloutDecision } from '../../../contract/flags.ts';
import { MailroomError } from '../mailroom-error.ts';
import type { RolloutState, RolloutStore, RolloutWrite } from '../ports/rollout-store.ts';
import type { Clock } from '../ports/time.ts';
import { type RolloutConfig, rungAbove } from './rollout-config.ts';

export interface RolloutOrder {
  readonly action: 'promote' | 'hold' | 'abort' | 'resume';
  readonly actor: string;
  readonly reason: string;
}

interface SteerDeps {
  readonly store: RolloutStore;
  readonly clock: Pick<Clock, 'nowMs'>;
  readonly config: Pick<RolloutConfig, 'ladder'>;
}

const TRIES = 3;

/** A person's word. It stands above the controller's until a person takes it back. */
export async function steerRollout(deps: SteerDeps, order: RolloutOrder): Promise<RolloutDecision> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const { state, mark, latest } = await deps.store.read();
    const nowMs = deps.clock.nowMs();
    const write = stateAfter(order.action, state, deps.config.ladder, nowMs);
    const from = state.percent ?? 0;
    const to = write.percent ?? 0;
    const decision: RolloutDecision = {
      at: new Date(nowMs).toISOString(),
      action: order.action,
      from,
      to,
      cause: 'person',
      because: words[order.action](to),
      gates: latest?.gates ?? [],
      actor: order.actor,
      reason: order.reason,
    };
    if (await deps.store.write(mark, write, decision, true)) return decision;
  }
  throw new MailroomError('flags_unavailable', {
    message: 'The rollout changed each time that this was to be written. Nothing was changed.',
    remediation: 'Look where it stands and try again.',
    retriable: true,
  });
}

const words = {
  promote: (to: number) => `A person promoted it to ${String(to)} %.`,
  hold: (to: number) => `A person holds it at ${String(to)} %.`,
  abort: () => 'A person aborted it: nobody is let in.',
  resume: () => 'A person lets the controller go on.',
} as const satisfies Record<RolloutOrder['action'], (to: number) => string>;

function stateAfter(
  action: RolloutOrder['action'],
  state: RolloutState,
  ladder: readonly number[],
  nowMs: number,
): RolloutWrite {
  const { percent, sinceMs, rollbacks } = state;
  switch (action) {
    case 'promote':
      return {
        percent: rungAbove(ladder, percent ?? 0) ?? 100,
        steering: 'automatic',
        sinceMs: nowMs,
        rollbacks: 0,
      };
    case 'hold':
      return { percent, steering: 'held', sinceMs, rollbacks };
    case 'resume':
      return { percent, steering: 'automatic', sinceMs: sinceMs ?? nowMs, rollbacks };
    case 'abort':
      return { percent: 0, steering: 'aborted', sinceMs: nowMs, rollbacks };
  }
}

import type { RolloutStatus } from '../../contract/flags.ts';
import { MailroomError } from '../core/mailroom-error.ts';
import type { RolloutStanding, RolloutStore } from '../core/ports/rollout-store.ts';
import { rolloutConfig } from '../core/rollout/rollout-config.ts';
import { type RolloutOrder, steerRollout } from '../core/rollout/steer-rollout.ts';
import type { Services } from './services.ts';

type RolloutServices = Pick<Services, 'flags' | 'rollout' | 'loaded' | 'audit' | 'actor' | 'clock'>;

export function rolloutProcedures({ flags, rollout, loaded, audit, actor, clock }: RolloutServices) {
  const config = rolloutConfig(loaded.settings);

  function statusOf(standing: RolloutStanding | null, problem: string | null): RolloutStatus {
    const { value: percent, problem: flagProblem } = flags.now().rolloutPercent;
    const sinceMs = standing?.state.sinceMs ?? null;
    return {
      percent,
      ladder: [...config.ladder],
      steering: standing?.state.steering ?? null,
      since: sinceMs === null ? null : new Date(sinceMs).toISOString(),
      gates: standing?.latest?.gates ?? [],
      lookedAt: standing?.latest?.at ?? null,
      decisions: [...(standing?.decisions ?? [])],
      problem: problem ?? flagProblem,
    };
  }

  async function status(): Promise<RolloutStatus> {
    if (rollout === null) return statusOf(null, null);
    try {
      return statusOf(await rollout.read(), null);
    } catch (error) {
      if (!(error instanceof MailroomError)) throw error;
      return statusOf(null, error.message);
    }
  }

  return {
    status,
    async steer({
      via,
      ...order
    }: Omit<RolloutOrder, 'actor'> & { via: 'window' | 'command' }): Promise<RolloutStatus> {
      const store = rollout ?? noRollout();
      const { action, reason } = order;
      const { from, to } = await steerRollout({ store, clock, config }, { ...order, actor });
      const details = { from, to };
      audit.append(
        { actor, via, action: `rollout.${action}`, subject: 'rollout:microsoft', reason, details },
        clock.nowMs(),
      );
      await flags.refresh();
      return status();
    },
  };
}

function noRollout(): RolloutStore {
  throw new MailroomError('usage_error', {
    message: 'REDIS_URL is not set, so nobody stages a rollout. Nothing was changed.',
    remediation: 'Set REDIS_URL to the Redis that your installations share; docs/specs/rollout.md says how.',
    field: 'REDIS_URL',
  });
}

import { prometheusMeasures } from '../adapters/prometheus/prometheus-measures.ts';
import { redisRolloutStore } from '../adapters/redis/redis-rollout-store.ts';
import { openRedisLink } from '../adapters/redis/redis-link.ts';
import { MailroomError } from '../core/mailroom-error.ts';
import { rolloutConfig } from '../core/rollout/rollout-config.ts';
import { runRollout } from '../core/rollout/run-rollout.ts';
import type { RolloutDecision } from '../../contract/flags.ts';
import type { Host } from './host.ts';
import { loadSettings } from './load-settings.ts';
import { systemClock } from './system-ports.ts';

/** The controller of a rollout. It needs Prometheus and Redis, and no data folder: it may run beside any Mailroom. */
export interface RolloutController {
  look(isDryRun: boolean): Promise<RolloutDecision>;
  close(): void;
}

/** `prometheusUrl` stands above the setting. Throws `config_invalid` when one of the two servers is not named. */
export async function openRollout(
  host: Pick<Host, 'env' | 'dataDir'>,
  prometheusUrl: string | null,
): Promise<RolloutController> {
  const { settings } = loadSettings(host);
  const prometheus = prometheusUrl ?? settings.prometheusUrl ?? missing('MAILROOM_PROMETHEUS_URL', 'Prometheus');
  const link = openRedisLink(settings.redisUrl ?? missing('REDIS_URL', 'Redis'));
  await link.firstAttempt;
  const deps = {
    store: redisRolloutStore(link),
    measures: prometheusMeasures(prometheus, () => systemClock.nowMs()),
    clock: systemClock,
    config: rolloutConfig(settings),
  };
  return {
    look: (isDryRun) => runRollout(deps, isDryRun),
    close: () => link.close(),
  };
}

function missing(name: string, what: string): never {
  throw new MailroomError('config_invalid', {
    message: `${name} is not set, so there is no ${what} to ask. Nothing was changed.`,
    remediation: `Set ${name}; docs/specs/rollout.md says how a rollout is set up.`,
    field: name,
  });
}

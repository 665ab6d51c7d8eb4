import { z } from 'zod';
import { rolloutDecision, rolloutSteering, type RolloutDecision } from '../../../contract/flags.ts';
import { MailroomError } from '../../core/mailroom-error.ts';
import { flagKey, flagKinds } from '../../core/policy/flags.ts';
import type { RolloutState, RolloutStore } from '../../core/ports/rollout-store.ts';
import type { Asked, RedisLink } from './redis-link.ts';

const percentKey = flagKey('rollout_percent');
const pausedKey = flagKey('paused');
const stateKey = 'rollout:microsoft:state';
const latestKey = 'rollout:microsoft:latest';
const decisionsKey = 'rollout:microsoft:decisions';
const KEPT_DECISIONS = 100;

/** What we wrote last, to know our own percentage from somebody else's. */
const storedState = z.object({
  steering: rolloutSteering,
  percent: z.int().min(0).max(100).nullable(),
  sinceMs: z.number().nullable(),
  rollbacks: z.int().nonnegative(),
});

const mark = z.tuple([z.string(), z.string(), z.string()]);

/** Everything or nothing, and nothing unless all three texts are still those that were read. Redis runs it alone. */
const writeScript = `
for index = 1, 3 do
  if (redis.call('GET', KEYS[index]) or '') ~= ARGV[index] then return 0 end
end
if ARGV[4] ~= '' then redis.call('SET', KEYS[1], ARGV[4]) end
redis.call('SET', KEYS[3], ARGV[5])
redis.call('SET', KEYS[4], ARGV[6])
if ARGV[7] == 'keep' then
  redis.call('LPUSH', KEYS[5], ARGV[6])
  redis.call('LTRIM', KEYS[5], 0, tonumber(ARGV[8]) - 1)
end
return 1`;

export function redisRolloutStore(link: RedisLink): RolloutStore {
  return {
    async read() {
      const [values, history] = must(
        await link.ask((client) =>
          Promise.all([
            client.mGet([percentKey, pausedKey, stateKey, latestKey]),
            client.lRange(decisionsKey, 0, KEPT_DECISIONS - 1),
          ]),
        ),
      );
      const [percent = null, paused = null, state = null, latest = null] = values;
      return {
        state: readState(percent, paused, state),
        mark: JSON.stringify([percent ?? '', paused ?? '', state ?? '']),
        latest: latest === null ? null : readDecision(latest),
        decisions: history.flatMap((text) => readDecision(text) ?? []),
      };
    },

    async write(marked, { percent, ...state }, decision, keep) {
      const [percentText, pausedText, stateText] = mark.parse(JSON.parse(marked));
      const next = percent === null ? '' : String(percent);
      const written = await link.ask((client) =>
        client.eval(writeScript, {
          keys: [percentKey, pausedKey, stateKey, latestKey, decisionsKey],
          arguments: [
            percentText,
            pausedText,
            stateText,
            next === percentText ? '' : next,
            JSON.stringify({ ...state, percent }),
            JSON.stringify(decision),
            keep ? 'keep' : '',
            String(KEPT_DECISIONS),
          ],
        }),
      );
      return must(written) === 1;
    },
  };
}

function readState(percentText: string | null, pausedText: string | null, stateText: string | null): RolloutState {
  // A percentage that makes no sense is nobody's: installations hold their last good one until somebody corrects it.
  const percent = percentText === null ? null : (flagKinds.rollout_percent.parse(percentText.trim()) ?? refuse());
  const isPaused = pausedText !== null && flagKinds.paused.parse(pausedText.trim()) !== false;
  const known = storedState.safeParse(stateText === null ? null : parseJson(stateText)).data;
  if (known === undefined) return { percent, isPaused, steering: 'automatic', sinceMs: null, rollbacks: 0 };
  const isOurs = known.percent === percent;
  return {
    percent,
    isPaused,
    steering: known.steering,
    sinceMs: isOurs ? known.sinceMs : null,
    rollbacks: isOurs ? known.rollbacks : 0,
  };
}

function readDecision(text: string): RolloutDecision | null {
  return rolloutDecision.safeParse(parseJson(text)).data ?? null;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function must<T>(asked: Asked<T>): T {
  if (asked.ok) return asked.value;
  throw new MailroomError('flags_unavailable', {
    message: `Redis did not answer (${asked.detail}). Nothing was changed.`,
    remediation: 'Check that the Redis of REDIS_URL runs and can be reached, and try again.',
    field: 'REDIS_URL',
    retriable: true,
  });
}

function refuse(): never {
  throw new MailroomError('config_invalid', {
    message: `${percentKey} in Redis is no percentage, so the rollout cannot be judged. Nothing was changed.`,
    remediation: 'Correct it: mailroom flags set rollout_percent NUMBER --reason TEXT.',
    field: percentKey,
  });
}

import { type FlagName, flagNames } from '../../../contract/flags.ts';
import { flagKey } from '../../core/policy/flags.ts';
import type { RawFlags } from '../../core/policy/shared-flags.ts';
import type { Asked, RedisLink } from './redis-link.ts';

/** The flags as Redis has them, row MP6. */
export interface RedisFlags {
  read(): Promise<Asked<RawFlags>>;
  /** What stood there before, null for nothing. */
  write(name: FlagName, text: string): Promise<Asked<string | null>>;
}

export function redisFlags(link: RedisLink): RedisFlags {
  return {
    read: () =>
      link.ask(async (client): Promise<RawFlags> => {
        const [enabled, internalOnly, rolloutPercent, paused] = await client.mGet(flagNames.map(flagKey));
        return {
          enabled: enabled ?? null,
          internal_only: internalOnly ?? null,
          rollout_percent: rolloutPercent ?? null,
          paused: paused ?? null,
        };
      }),
    write: (name, text) => link.ask((client) => client.set(flagKey(name), text, { GET: true })),
  };
}

import type { FlagName, FlagOrigin } from '../../../contract/flags.ts';
import { type Flag, flagKey, flagKinds, type Flags, flagSettings } from './flags.ts';
import type { SettingOrigins } from './read-settings.ts';
import type { SettingKind } from './setting-kinds.ts';
import type { Settings } from './settings.ts';
import type { SharedFlags } from './shared-flags.ts';

export interface FlagSources {
  readonly settings: Settings;
  readonly origins: SettingOrigins;
  /** Null when no Redis is set: then nobody stages a rollout. */
  readonly shared: SharedFlags | null;
}

interface Candidate<T> {
  readonly value: T;
  readonly origin: FlagOrigin;
  readonly seenAtMs: number | null;
}

/**
 * Each flag from the first that has it: policy file, environment, Redis, a person's choice, what connecting a mailbox
 * turned on, default. A stop is the exception: it holds whoever asks for it (docs/specs/rollout.md).
 */
export function resolveFlags(sources: FlagSources): Flags {
  const { settings, shared } = sources;
  // Who sets a Redis stages a rollout: until it has said who is in, nobody is.
  const everybody = shared === null ? 100 : 0;
  const internalOnly = resolve(sources, 'internal_only', flagKinds.internal_only, settings.internalOnly);
  const paused = candidates(sources, 'paused', flagKinds.paused, settings.providerPaused);
  const stop = paused.find(({ value }) => value) ?? paused[0];
  return {
    enabled: resolve(sources, 'enabled', flagKinds.enabled, settings.providerEnabled),
    paused: flagOf(sources, 'paused', stop),
    internalOnly: explainUnnamed(internalOnly, settings),
    internalDomains: internalDomains(internalOnly, settings),
    rolloutPercent: resolve(
      sources,
      'rollout_percent',
      flagKinds.rollout_percent,
      settings.rolloutPercent ?? everybody,
    ),
  };
}

function resolve<T>(sources: FlagSources, name: FlagName, kind: SettingKind<T>, set: T): Flag<T> {
  return flagOf(sources, name, candidates(sources, name, kind, set)[0]);
}

/** Highest first. */
function candidates<T>(
  { origins, shared }: FlagSources,
  name: FlagName,
  kind: SettingKind<T>,
  set: T,
): readonly [Candidate<T>, ...Candidate<T>[]] {
  const setting = { value: set, origin: origins[flagSettings[name]], seenAtMs: null };
  const known = shared?.known[name];
  const value = known === undefined ? undefined : kind.parse(known.text);
  if (known === undefined || value === undefined) return [setting];
  const heard = { value, origin: 'redis', seenAtMs: known.seenAtMs } as const;
  return isManaged(setting.origin) ? [setting, heard] : [heard, setting];
}

function isManaged(origin: FlagOrigin): boolean {
  return origin === 'policy' || origin === 'environment';
}

function flagOf<T>({ shared }: FlagSources, name: FlagName, { value, origin, seenAtMs }: Candidate<T>): Flag<T> {
  const isHeard = shared !== null && !isManaged(origin);
  const problem = isHeard ? (shared.problems[name] ?? absence(shared, name, origin)) : null;
  return { name, value, origin, seenAtMs, problem };
}

function absence({ answeredAtMs, awaySinceMs }: SharedFlags, name: FlagName, origin: FlagOrigin): string | null {
  const isStaged = name === 'rollout_percent' && origin === 'default';
  if (awaySinceMs === null) return isStaged ? `${flagKey(name)} is not set in Redis, so nobody is let in.` : null;
  const since = new Date(awaySinceMs).toISOString();
  if (origin === 'redis') return `Redis has not answered since ${since}. The value it had last holds.`;
  if (answeredAtMs !== null && !isStaged) return null;
  const so = isStaged ? 'nobody is let in' : 'what is set here holds';
  return `Redis (REDIS_URL) has not answered since ${since}. Until it does, ${so}.`;
}

function internalDomains({ value, origin }: Flag<boolean>, settings: Settings): readonly string[] | null {
  if (!value) return null;
  // Set here without a domain it has no effect, and the start says so. Set for all computers it must not be without
  // effect on the one that lacks the list.
  return settings.internalDomains.length > 0 || origin === 'redis' ? settings.internalDomains : null;
}

function explainUnnamed(flag: Flag<boolean>, { internalDomains: named }: Settings): Flag<boolean> {
  if (!flag.value || named.length > 0 || flag.problem !== null) return flag;
  const what = flag.origin === 'redis' ? 'no recipient counts as inside' : 'it has no effect';
  return { ...flag, problem: `MS_INTERNAL_DOMAINS names no domain, so ${what}.` };
}

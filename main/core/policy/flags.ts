import type { FlagName, FlagOrigin, FlagRow, FlagValue } from '../../../contract/flags.ts';
import { flag, integer, type SettingKind } from './setting-kinds.ts';
import type { SettingName } from './settings.ts';

/** A switch, who set it and since when that is known. */
export interface Flag<T> {
  readonly name: FlagName;
  readonly value: T;
  readonly origin: FlagOrigin;
  /** When its source last said so; null for what is read once, at the start. */
  readonly seenAtMs: number | null;
  /** What is wrong with it, for a person; null when nothing is. */
  readonly problem: string | null;
}

/** The switches that decide whether mail goes out (rows MP3, MP6). */
export interface Flags {
  readonly enabled: Flag<boolean>;
  readonly paused: Flag<boolean>;
  readonly internalOnly: Flag<boolean>;
  /** The domains mail may go to; null when it may go anywhere. Follows from `internalOnly`. */
  readonly internalDomains: readonly string[] | null;
  /** 0 to 100. */
  readonly rolloutPercent: Flag<number>;
}

/** How each flag is written, wherever it is written. */
export const flagKinds = {
  enabled: flag,
  internal_only: flag,
  rollout_percent: integer(0, 100),
  paused: flag,
} as const satisfies Record<FlagName, SettingKind<FlagValue>>;

/** The setting of the same meaning, for policy file and environment. */
export const flagSettings = {
  enabled: 'PROVIDER_MICROSOFT_ENABLED',
  internal_only: 'MS_INTERNAL_ONLY',
  rollout_percent: 'PROVIDER_MICROSOFT_ROLLOUT_PERCENT',
  paused: 'PROVIDER_MICROSOFT_PAUSED',
} as const satisfies Record<FlagName, SettingName>;

/** Its name in Redis. */
export function flagKey(name: FlagName): string {
  return `flags:microsoft:${name}`;
}

/** What an operator looks for to change it: a key of the shared source, or a setting. */
export function whereSet({ name, origin }: Flag<unknown>): string {
  const isStaged = origin === 'default' && name === 'rollout_percent';
  return origin === 'redis' || isStaged ? flagKey(name) : flagSettings[name];
}

/** Nothing leaves: the provider is off, or it is stopped for now. What is only being written goes on. */
export function isStopped({ enabled, paused }: Flags): boolean {
  return !enabled.value || paused.value;
}

export function isManaged({ origin }: Flag<unknown>): boolean {
  return origin === 'policy' || origin === 'environment';
}

/** In the order of the gates. */
export function listFlags(flags: Flags, nowMs: number): FlagRow[] {
  return [flags.enabled, flags.paused, flags.internalOnly, flags.rolloutPercent].map((row) => ({
    name: row.name,
    value: row.value,
    origin: row.origin,
    ageMs: row.seenAtMs === null ? null : Math.max(0, nowMs - row.seenAtMs),
    isManaged: isManaged(row),
    problem: row.problem,
  }));
}

import { z } from 'zod';
import { type FlagName, flagNames } from '../../contract/flags.ts';
import type { RedisFlags } from '../adapters/redis/redis-flags.ts';
import type { RedisLink } from '../adapters/redis/redis-link.ts';
import { cancelSource } from '../core/jobs/cancel-source.ts';
import type { Flags } from '../core/policy/flags.ts';
import { resolveFlags } from '../core/policy/resolve-flags.ts';
import { awaitSharedFlags, hearSharedFlags, missSharedFlags, type SharedFlags } from '../core/policy/shared-flags.ts';
import type { FlagSource } from '../core/ports/flag-source.ts';
import type { Log } from '../core/ports/log.ts';
import type { PreferenceStore } from '../core/ports/preference-store.ts';
import type { Clock } from '../core/ports/time.ts';
import type { SettingChoices } from './settings-choices.ts';

/** What a flag is set to reaches every installation within five seconds. */
const POLL_MS = 4_000;
/** How old what is kept on disk may be when nothing changes. */
const KEEP_MS = 60_000;
const keptName = 'flags.shared';

const kept = z.object({
  known: z.partialRecord(z.enum(flagNames), z.object({ text: z.string(), seenAtMs: z.number() })),
  answeredAtMs: z.number().nullable(),
});

export interface LiveFlags extends FlagSource {
  /** What is known of Redis; null when none is set. */
  shared(): SharedFlags | null;
  /** How long Redis has said nothing, since its last answer or since the start; null when none is set. */
  sharedAgeMs(): number | null;
  /** Asks Redis now instead of at the next time. Returns once it answered or did not, soon in any case. */
  refresh(): Promise<void>;
  /** Writes to Redis. Null when it did not answer; otherwise what stood there before. */
  share(name: FlagName, text: string): Promise<{ readonly before: string | null } | null>;
  close(): void;
}

export interface LiveFlagsParts {
  readonly choices: Pick<SettingChoices, 'loaded' | 'onChange'>;
  readonly preferences: PreferenceStore;
  readonly clock: Clock;
  /** Null when no Redis is set. */
  readonly redis: { readonly link: RedisLink; readonly flags: RedisFlags } | null;
  readonly log: Log;
}

/**
 * The flags, kept up to date beside the work: nobody who asks for them waits for Redis. What it said last is kept on
 * disk, so that a start without it goes on where the last one stood.
 */
export async function openLiveFlags({ choices, preferences, clock, redis, log }: LiveFlagsParts): Promise<LiveFlags> {
  const { settings, origins } = choices.loaded;
  const listeners = new Set<() => void>();
  const ended = cancelSource();
  let bell = cancelSource();
  let asking: Promise<void> | null = null;
  let keptAtMs = Number.NEGATIVE_INFINITY;
  let shared = redis === null ? null : awaitSharedFlags(readKept(preferences), clock.nowMs());
  let told = wordsOf(now());

  function now(): Flags {
    return resolveFlags({ settings, origins, shared });
  }

  function tell(): void {
    const words = wordsOf(now());
    if (words === told) return;
    told = words;
    for (const listener of listeners) listener();
  }

  async function ask(): Promise<void> {
    if (redis === null || shared === null) return;
    const answer = await redis.flags.read();
    if (ended.signal.aborted) return;
    const nowMs = clock.nowMs();
    const before = shared;
    shared = answer.ok ? hearSharedFlags(before, answer.value, nowMs) : missSharedFlags(before, nowMs);
    if (answer.ok) keep(before, shared, nowMs);
    tellLog(before, shared);
    tell();
  }

  /** Every few seconds would wear out a disk for nothing. */
  function keep(before: SharedFlags, after: SharedFlags, nowMs: number): void {
    const isChanged = flagNames.some((name) => before.known[name]?.text !== after.known[name]?.text);
    if (!isChanged && nowMs < keptAtMs + KEEP_MS) return;
    keptAtMs = nowMs;
    const known = Object.fromEntries(
      Object.entries(after.known).map(([name, { text, seenAtMs }]) => [name, { text, seenAtMs }]),
    );
    preferences.write(keptName, { known, answeredAtMs: after.answeredAtMs }, nowMs);
  }

  function tellLog(before: SharedFlags, after: SharedFlags): void {
    if (before.awaySinceMs === null && after.awaySinceMs !== null) log.warn('flags.sourceAway');
    if (before.awaySinceMs !== null && after.awaySinceMs === null) log.info('flags.sourceBack');
    for (const name of flagNames) {
      const isNew = after.problems[name] !== undefined && before.problems[name] === undefined;
      if (isNew) log.warn('flags.notUsable', { kind: name });
    }
  }

  function refresh(): Promise<void> {
    asking ??= ask().finally(() => (asking = null));
    return asking;
  }

  async function follow(): Promise<void> {
    while (!ended.signal.aborted) {
      bell = cancelSource();
      await clock.sleep(POLL_MS, bell.signal);
      if (!ended.signal.aborted) await refresh();
    }
  }

  const ring = (): void => bell.cancel();
  const ends = [choices.onChange(tell)];
  if (redis !== null) {
    ends.push(redis.link.onReady(ring));
    // Whoever asks right after the start is to have what Redis says, if it can say it.
    await redis.link.firstAttempt;
    await refresh();
    follow().catch((error: unknown) => log.error('flags.notFollowed', { error }));
  }

  return {
    now,
    shared: () => shared,
    sharedAgeMs() {
      const sinceMs = shared?.answeredAtMs ?? shared?.awaySinceMs ?? null;
      return sinceMs === null ? null : Math.max(0, clock.nowMs() - sinceMs);
    },
    refresh,
    async share(name, text) {
      const written = await redis?.flags.write(name, text);
      if (written?.ok !== true) return null;
      // An answer that was on its way before the write must not be taken for the newest.
      await asking;
      await refresh();
      return { before: written.value };
    },
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    close() {
      ended.cancel();
      ring();
      for (const end of ends) end();
    },
  };
}

function readKept(preferences: PreferenceStore): z.infer<typeof kept> | null {
  return kept.safeParse(preferences.read(keptName)).data ?? null;
}

/** All that matters of the flags to who follows them: not their age. */
function wordsOf({ enabled, paused, internalOnly, internalDomains, rolloutPercent }: Flags): string {
  const rows = [enabled, paused, internalOnly, rolloutPercent].map(({ value, origin, problem }) => [
    value,
    origin,
    problem,
  ]);
  return JSON.stringify([rows, internalDomains]);
}

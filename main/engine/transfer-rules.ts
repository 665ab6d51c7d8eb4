import type { PowerFacts } from '../../contract/shell.ts';
import type { TransferFacts } from '../core/outbox/decide-standstill.ts';
import { isStopped } from '../core/policy/flags.ts';
import type { Settings } from '../core/policy/settings.ts';
import type { FlagSource } from '../core/ports/flag-source.ts';
import type { PreferenceStore } from '../core/ports/preference-store.ts';
import type { Clock } from '../core/ports/time.ts';

/** What may hold transfers up: the gates, the person's pause, and the rules for battery and metered networks. */
export interface TransferRules {
  facts(): TransferFacts;
  /** Until when the person paused everything; null when they did not, or it is over. */
  pausedUntilMs(): number | null;
  /** Null ends the pause. On disk when it returns: it survives a restart. */
  pauseUntil(untilMs: number | null): void;
  /** What a window knows of the machine. It is forgotten when nobody repeats it. */
  tellPower(power: PowerFacts): void;
  /** Returns the end of the subscription. */
  onChange(listener: () => void): () => void;
}

const PREFERENCE = 'transfers.pausedUntilMs';
/** A window repeats what it knows each minute; a hidden one may be a little late. */
const POWER_KEPT_MS = 3 * 60_000;
const unknownPower: PowerFacts = { onBattery: null, batteryPercent: null, metered: null };

interface TransferRulesParts {
  readonly settings: Pick<Settings, 'batteryFloorPercent' | 'waitOnMetered'>;
  readonly flags: FlagSource;
  readonly preferences: PreferenceStore;
  readonly clock: Clock;
  /** Tells that a setting was changed. */
  readonly onSettings: (listener: () => void) => () => void;
}

export function openTransferRules(parts: TransferRulesParts): TransferRules {
  const { settings, flags, preferences, clock } = parts;
  const listeners = new Set<() => void>();
  let untilMs = readTime(preferences.read(PREFERENCE));
  let told: { readonly power: PowerFacts; readonly atMs: number } | null = null;

  const notify = (): void => {
    for (const listener of listeners) listener();
  };
  const pausedUntilMs = (): number | null => (untilMs !== null && untilMs > clock.nowMs() ? untilMs : null);
  const powerNow = (): PowerFacts =>
    told !== null && Math.abs(clock.nowMs() - told.atMs) <= POWER_KEPT_MS ? told.power : unknownPower;

  return {
    facts: () => ({
      isStopped: isStopped(flags.now()),
      pausedUntilMs: pausedUntilMs(),
      batteryFloorPercent: settings.batteryFloorPercent,
      waitsOnMetered: settings.waitOnMetered,
      power: powerNow(),
    }),
    pausedUntilMs,
    pauseUntil(nextMs) {
      preferences.write(PREFERENCE, nextMs, clock.nowMs());
      untilMs = nextMs;
      notify();
    },
    tellPower(power) {
      told = { power, atMs: clock.nowMs() };
      notify();
    },
    onChange(listener) {
      listeners.add(listener);
      const ends = [flags.onChange(listener), parts.onSettings(listener)];
      return () => {
        listeners.delete(listener);
        for (const end of ends) end();
      };
    },
  };
}

function readTime(stored: unknown): number | null {
  return typeof stored === 'number' && Number.isFinite(stored) ? stored : null;
}

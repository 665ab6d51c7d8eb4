import { type FlagName, flagNames } from '../../../contract/flags.ts';
import { flagKey, flagKinds } from './flags.ts';

/** As the shared source writes it: null when it has no such key. */
export type RawFlags = Readonly<Record<FlagName, string | null>>;

/** A text that was good, and when it was last seen. */
interface KnownFlag {
  readonly text: string;
  readonly seenAtMs: number;
}
export type KnownFlags = { readonly [Name in FlagName]?: KnownFlag };

/** What is known of the shared source. It survives the source's absence and our own restart. */
export interface SharedFlags {
  /** The last good value of each. */
  readonly known: KnownFlags;
  /** What was wrong at the last answer. */
  readonly problems: { readonly [Name in FlagName]?: string };
  /** Null: it never answered. */
  readonly answeredAtMs: number | null;
  /** Null while it answers. */
  readonly awaySinceMs: number | null;
}

/** Before its first answer: what an earlier run kept of it, if anything. */
export function awaitSharedFlags(kept: Pick<SharedFlags, 'known' | 'answeredAtMs'> | null, nowMs: number): SharedFlags {
  return { known: kept?.known ?? {}, problems: {}, answeredAtMs: kept?.answeredAtMs ?? null, awaySinceMs: nowMs };
}

/** It did not answer: everything that was known holds. */
export function missSharedFlags(last: SharedFlags, nowMs: number): SharedFlags {
  return { ...last, awaySinceMs: last.awaySinceMs ?? nowMs };
}

/**
 * It answered. A key that is gone is not set any more; a value that makes no sense leaves the last good one. When all
 * keys are gone at once, the source has lost its memory, and that must not open or close any gate.
 */
export function hearSharedFlags(last: SharedFlags, raw: RawFlags, nowMs: number): SharedFlags {
  const isEmpty = flagNames.every((name) => raw[name] === null);
  const known: { [Name in FlagName]?: KnownFlag } = {};
  const problems: { [Name in FlagName]?: string } = {};
  for (const name of flagNames) {
    const text = raw[name]?.trim() ?? null;
    const before = last.known[name];
    if (text !== null && flagKinds[name].parse(text) !== undefined) {
      known[name] = { text, seenAtMs: nowMs };
    } else if (text !== null) {
      if (before !== undefined) known[name] = before;
      problems[name] = invalid(name, text, before !== undefined);
    } else if (isEmpty && before !== undefined) {
      known[name] = before;
      problems[name] = `Redis has lost ${flagKey(name)}. The last known value holds until it is set again.`;
    }
  }
  return { known, problems, answeredAtMs: nowMs, awaySinceMs: null };
}

function invalid(name: FlagName, text: string, isKnown: boolean): string {
  const shown = JSON.stringify(text.length > 20 ? `${text.slice(0, 20)}…` : text);
  const so = isKnown ? 'The last known value holds.' : 'It counts as not set.';
  return `${flagKey(name)} is ${shown} in Redis; it must be ${flagKinds[name].range}. ${so}`;
}

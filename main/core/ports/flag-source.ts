import type { Flags } from '../policy/flags.ts';

/** The flags as they are known now. Asking never waits: a source that is away leaves what it said last. */
export interface FlagSource {
  now(): Flags;
  /** Told after a value, its origin or a problem of it changed. Returns the way out. */
  onChange(listener: () => void): () => void;
}

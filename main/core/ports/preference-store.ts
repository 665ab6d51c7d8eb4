import type { JsonValue } from './job-store.ts';

/** What a person chose in the windows, by name. Whoever reads a value checks its shape. */
export interface PreferenceStore {
  /** Undefined when nothing was chosen. */
  read(name: string): unknown;
  write(name: string, value: JsonValue, nowMs: number): void;
}

import type { PlantedBug } from './planted-bugs.ts';
import type { Site } from './failpoints.ts';
import type { Way } from './ways.ts';

/** What one life of the victim is to do. Sent over IPC once its predecessor is dead. */
export interface Orders {
  readonly dataDir: string;
  readonly sourcesDir: string;
  /** Lines are appended to it: what the victim passed and promised, and where it died. */
  readonly traceFile: string;
  readonly env: Readonly<Record<string, string>>;
  readonly seed: number;
  /** Dies at the first of these that it comes to, unless chance lets it pass. */
  readonly deadlySites: readonly Site[];
  readonly passChance: number;
  /** The longest time from the start of a call to death in flight. */
  readonly flightMs: number;
  /** How many messages to keep under way; 0 submits nothing more and ends when nothing is left to do. */
  readonly openMessages: number;
  /** They take turns. */
  readonly ways: readonly Way[];
  /** So many new ones at the beginning, however many are under way. */
  readonly freshMessages: number;
  /** The step at which those that may be cancelled are, at once; null: at any time. */
  readonly cancelAt: string | null;
  readonly bug: PlantedBug | null;
}

/** First word of a line in the trace. */
export type TraceWord = 'submitted' | 'promised' | 'resumed' | 'passed' | 'killed' | 'unlisted' | 'broken';

/** From victim to driver. */
export interface Report {
  readonly kind: 'ready' | 'working' | 'finished';
}

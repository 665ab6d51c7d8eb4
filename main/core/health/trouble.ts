import type { HealthAlert, Severity } from '../../../contract/health.ts';
import type { HealthFacts } from './health-facts.ts';

/** What one situation means for people, while it stands. */
export interface Trouble extends Pick<HealthAlert, 'title' | 'owner' | 'affected' | 'next'> {
  readonly severity: Severity;
  /** What it holds up. Of the other side it can still be said that it is healthy. */
  readonly side: 'sending' | 'ingest' | 'both';
  /** Which situation, with its cause and what is safe, for somebody who never saw the product. */
  readonly sentence: string;
  /** What else is well, told when nothing else stands. */
  readonly well?: string;
}

/** Null: it does not stand. `sinceMs` is null when it did not stand at the last look either. */
export type Detect = (facts: HealthFacts, sinceMs: number | null) => Trouble | null;

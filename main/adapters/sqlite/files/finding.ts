import type { ReadDb } from '../connection.ts';
import { checkFiles } from './check-files.ts';
import type { Lead } from './choose-lead.ts';
import type { SearchLimits } from './search-limits.ts';

/** A part of what a search finds, in the order of the list. */
export interface Finding {
  /** The file that it begins behind; null: it begins with the list. */
  readonly start: number | null;
  readonly ids: number[];
  /** The last candidate that was looked at, whether or not it was what is asked for. */
  lookedTo: number | null;
  isComplete: boolean;
}

/** Looks further, until `wanted` files are found or looking has taken long enough. */
export function lookFurther(db: ReadDb, lead: Lead, finding: Finding, limits: SearchLimits, wanted: number): void {
  const isProven = lead.unproven.length === 0 && !lead.mayBeInline;
  const chunk = isProven ? limits.found : limits.chunk;
  const enough = isProven ? limits.found : Math.min(Math.max(wanted, limits.enough), limits.found);
  const untilMs = performance.now() + limits.lookUpMs;
  while (!finding.isComplete && finding.ids.length < enough) {
    const limit = Math.min(chunk, limits.found - finding.ids.length);
    const candidates = lead.read(finding.lookedTo, limit);
    finding.ids.push(...(isProven ? candidates : checkFiles(db, candidates, lead)));
    finding.lookedTo = candidates.at(-1) ?? finding.lookedTo;
    finding.isComplete = candidates.length < limit;
    if (performance.now() >= untilMs) return;
  }
}

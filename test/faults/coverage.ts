import type { Site } from './failpoints.ts';
import { readTrace } from './trace.ts';

export interface Targets {
  readonly deadlySites: readonly Site[];
  readonly passChance: number;
  /** What this life should come to, by whatever makes it likely. */
  readonly goal: Site | null;
}

/** Counts over all arms where the engine was killed and where it only came by. */
export interface Coverage {
  /** Everywhere the engine is to be killed at. */
  readonly sites: readonly Site[];
  /** Takes in what was written since the last time. */
  read(traceFile: string): void;
  /**
   * Where to die next: at sites never died at while there are any, then at those killed at less than the average, and
   * then not too soon, so that the mails get somewhere. Of those never died at, each in turn is the goal.
   */
  nextTargets(among: readonly Site[]): Targets;
  kills(site: Site): number;
  passes(site: Site): number;
}

export function createCoverage(sites: readonly Site[]): Coverage {
  const killed = new Map<Site, number>();
  const passed = new Map<Site, number>();
  const linesRead = new Map<string, number>();
  let searches = 0;

  return {
    sites,
    read(traceFile) {
      const lines = readTrace(traceFile);
      for (const { word, what } of lines.slice(linesRead.get(traceFile) ?? 0)) {
        if (word === 'killed') count(killed, what);
        if (word === 'passed') count(passed, what);
      }
      linesRead.set(traceFile, lines.length);
    },
    nextTargets(among) {
      const never = among.filter((site) => !killed.has(site));
      const goal = never[searches % never.length];
      searches += 1;
      if (goal !== undefined) return { deadlySites: never, passChance: 0.3, goal };
      const average = among.reduce((sum, site) => sum + (killed.get(site) ?? 0), 0) / among.length;
      const seldom = among.filter((site) => (killed.get(site) ?? 0) <= average);
      return { deadlySites: seldom, passChance: 0.8, goal: null };
    },
    kills: (site) => killed.get(site) ?? 0,
    passes: (site) => passed.get(site) ?? 0,
  };
}

function count(counts: Map<Site, number>, site: Site): void {
  counts.set(site, (counts.get(site) ?? 0) + 1);
}

/** The failpoints that nobody was killed at yet. */
export function missedSites(coverage: Coverage, among = coverage.sites): readonly string[] {
  return among.filter((site) => coverage.kills(site) === 0);
}

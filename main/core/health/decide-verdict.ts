import {
  situations,
  type HealthAlert,
  type HealthReport,
  type Severity,
  type Situation,
} from '../../../contract/health.ts';
import type { Silence } from '../ports/health-store.ts';
import type { HealthFacts } from './health-facts.ts';
import { clockTimeOfEnd } from './health-words.ts';
import { detectDeadLetters, detectDiskFull, detectIngestBehind } from './ingest-troubles.ts';
import { runbookOf } from './runbook-of.ts';
import {
  detectConfirmationSlow,
  detectFlagsStale,
  detectNeedsYou,
  detectProviderPaused,
  detectUnconfirmed,
} from './sending-troubles.ts';
import type { Detect, Trouble } from './trouble.ts';
import {
  detectErrorsHigh,
  detectOffline,
  detectSignInNeeded,
  detectThrottled,
  detectWorkerGone,
} from './whole-troubles.ts';

const detectors: Readonly<Record<Situation, Detect>> = {
  workerGone: detectWorkerGone,
  diskFull: detectDiskFull,
  signInNeeded: detectSignInNeeded,
  providerPaused: detectProviderPaused,
  offline: detectOffline,
  needsYou: detectNeedsYou,
  unconfirmed: detectUnconfirmed,
  throttled: detectThrottled,
  ingestBehind: detectIngestBehind,
  deadLetters: detectDeadLetters,
  errorsHigh: detectErrorsHigh,
  confirmationSlow: detectConfirmationSlow,
  flagsStale: detectFlagsStale,
};

const ranks: Readonly<Record<Severity, number>> = { critical: 0, warning: 1, info: 2 };

export interface HealthHistory {
  /** Since when each situation stood at the last look. */
  readonly since: ReadonlyMap<Situation, number>;
  readonly silences: readonly Silence[];
  /** When the first numbers come; null once they are there. */
  readonly firstNumbersAtMs: number | null;
}

export type Verdict = Pick<HealthReport, 'verdict' | 'level' | 'alerts'> & {
  /** What stands now, and since when: the history of the next look. */
  readonly since: ReadonlyMap<Situation, number>;
};

interface Standing {
  readonly trouble: Trouble;
  readonly alert: HealthAlert;
}

/** How it goes, in one sentence or two, and what needs somebody. A silenced alert is listed and counts nowhere. */
export function decideVerdict(facts: HealthFacts, history: HealthHistory): Verdict {
  const found = situations.flatMap((situation) => standing(situation, facts, history));
  const since = new Map(found.map(({ alert }) => [alert.id, Date.parse(alert.since)]));
  const byRank = found.toSorted((a, b) => ranks[a.alert.severity] - ranks[b.alert.severity]);
  const loud = byRank.filter(({ alert }) => alert.silence === null);
  const quiet = byRank.filter(({ alert }) => alert.silence !== null);
  const level = levelOf(loud, history);
  return {
    verdict: sentenceOf(loud, quiet, facts, history),
    level,
    alerts: [...loud, ...quiet].map(({ alert }) => alert),
    since,
  };
}

function standing(situation: Situation, facts: HealthFacts, history: HealthHistory): Standing[] {
  const knownSinceMs = history.since.get(situation) ?? null;
  const trouble = detectors[situation](facts, knownSinceMs);
  if (trouble === null) return [];
  const silence = history.silences.find(({ alert, untilMs }) => alert === situation && untilMs > facts.nowMs);
  const alert: HealthAlert = {
    id: situation,
    title: trouble.title,
    severity: trouble.severity,
    since: iso(knownSinceMs ?? beganMs(situation, facts)),
    owner: trouble.owner,
    affected: trouble.affected,
    next: trouble.next,
    runbook: runbookOf[situation],
    silence:
      silence === undefined ? null : { until: iso(silence.untilMs), reason: silence.reason, actor: silence.actor },
  };
  return [{ trouble, alert }];
}

/** Of what says itself when it began. */
function beganMs(situation: Situation, { worker, nowMs }: HealthFacts): number {
  return situation === 'workerGone' ? (worker.lastSeenMs ?? nowMs) : nowMs;
}

function levelOf(loud: readonly Standing[], { firstNumbersAtMs }: HealthHistory): HealthReport['level'] {
  if (loud.some(({ alert }) => alert.severity === 'critical')) return 'broken';
  if (loud.some(({ alert }) => alert.severity === 'warning')) return 'attention';
  return firstNumbersAtMs === null ? 'healthy' : 'collecting';
}

function sentenceOf(
  loud: readonly Standing[],
  quiet: readonly Standing[],
  facts: HealthFacts,
  history: HealthHistory,
): string {
  const [worst] = loud.map(({ trouble }) => trouble);
  if (worst === undefined) return calmSentence(quiet.length > 0, facts, history);
  if (worst.side === 'both')
    return [worst.sentence, loud.length + quiet.length === 1 ? worst.well : undefined].filter(Boolean).join(' ');
  const other = [...loud, ...quiet].find(({ trouble }) => trouble.side !== worst.side);
  // Something silenced stands on the other side: nothing is said of it, least of all that it is well.
  if (other?.alert.silence !== undefined && other.alert.silence !== null) return worst.sentence;
  if (other !== undefined) return `${worst.sentence} ${other.trouble.sentence}`;
  if (worst.side === 'ingest') return `Sending is healthy. ${worst.sentence}`;
  return facts.ingest.followsAny ? `${worst.sentence} Ingest is healthy.` : worst.sentence;
}

function calmSentence(hasSilenced: boolean, facts: HealthFacts, { firstNumbersAtMs }: HealthHistory): string {
  if (hasSilenced) return 'Nothing needs anybody beyond the alerts that are silenced.';
  if (firstNumbersAtMs !== null) {
    return `Collecting, first numbers at ${clockTimeOfEnd(firstNumbersAtMs, facts)}. Nothing is wrong.`;
  }
  if (facts.accounts.length === 0) return 'Nothing is wrong; no mailbox is connected yet.';
  return facts.ingest.followsAny ? 'Sending and ingest are healthy.' : 'Sending is healthy.';
}

function iso(atMs: number): string {
  return new Date(atMs).toISOString();
}

import {
  type HealthReport,
  type HealthSeries,
  type HealthSpan,
  measures,
  type Situation,
} from '../../contract/health.ts';
import type { AuditEntry } from '../../contract/audit.ts';
import { decideVerdict } from '../core/health/decide-verdict.ts';
import type { HealthFacts } from '../core/health/health-facts.ts';
import { beginOf, layOutSeries, spans } from '../core/health/lay-out-series.ts';
import { meanOfSamples } from '../core/health/mean-of-samples.ts';
import { cancelSource } from '../core/jobs/cancel-source.ts';
import { MailroomError } from '../core/mailroom-error.ts';
import type { HealthStore, MeasuredValues } from '../core/ports/health-store.ts';
import { type FactSources, type LastLook, measuredValues, readHealthFacts } from './health-facts.ts';
import type { Services } from './services.ts';

const SAMPLE_MS = 10_000;
const MINUTE_MS = 60_000;
/** The report is told at most this often, and at least that often. */
const BUSY_MS = 1_000;
const QUIET_MS = 5_000;
const LONGEST_SILENCE_MS = 30 * 24 * 60 * MINUTE_MS;

export interface HealthWatch {
  now(): Promise<HealthReport>;
  /** Now, and again when something of it may have changed. */
  watch(signal: AbortSignal | undefined): AsyncGenerator<HealthReport, void, void>;
  series(span: HealthSpan): HealthSeries;
  silence(order: SilenceOrder): Promise<HealthReport>;
  unsilence(order: Pick<SilenceOrder, 'alert' | 'via'>): Promise<HealthReport>;
  close(): void;
}

export interface SilenceOrder {
  readonly alert: Situation;
  readonly until: string;
  readonly reason: string;
  readonly via: AuditEntry['via'];
}

export interface HealthParts extends FactSources, Pick<Services, 'audit' | 'actor' | 'log'> {
  readonly store: HealthStore;
  readonly uploads: { megabytesPerSecond(): number | null };
  /** What is in it commits together or not at all. */
  readonly transact: (work: () => void) => void;
}

/** Looks at everything every ten seconds, writes down each minute, and says how it goes. */
export function watchHealth(parts: HealthParts): HealthWatch {
  const { clock, store } = parts;
  const startedMs = clock.nowMs();
  const leaving = cancelSource();
  let since = store.since();
  let last: LastLook = { atMs: startedMs, workerSeenMs: null };
  let hasNumbers = store.samples('minute', startedMs - spans.day.ms).length > 0;
  let minute: { readonly atMs: number; readonly samples: MeasuredValues[] } = {
    atMs: minuteOf(startedMs),
    samples: [],
  };
  let bell = cancelSource();

  async function look(): Promise<{ readonly report: HealthReport; readonly values: MeasuredValues }> {
    const facts = await readHealthFacts(parts, last);
    const { nowMs } = facts;
    last = { atMs: nowMs, workerSeenMs: facts.worker.lastSeenMs };
    const firstNumbersAtMs = hasNumbers ? null : minute.atMs + MINUTE_MS;
    const verdict = decideVerdict(facts, { since, silences: store.silences(nowMs), firstNumbersAtMs });
    since = verdict.since;
    const values = measuredValues(facts, parts.uploads.megabytesPerSecond());
    const report: HealthReport = {
      at: iso(nowMs),
      verdict: verdict.verdict,
      level: verdict.level,
      measures: reportMeasures(values, facts),
      alerts: verdict.alerts,
      firstNumbersAt: firstNumbersAtMs === null ? null : iso(firstNumbersAtMs),
    };
    return { report, values };
  }

  function keep(values: MeasuredValues): void {
    const atMs = minuteOf(clock.nowMs());
    if (atMs !== minute.atMs) {
      const over = minute;
      minute = { atMs, samples: [] };
      store.record({ ...meanOfSamples(over.samples), atMs: over.atMs }, since);
      hasNumbers = true;
    }
    minute.samples.push(values);
  }

  async function sample(): Promise<void> {
    while (!leaving.signal.aborted) {
      try {
        keep((await look()).values);
      } catch (error) {
        // A disk that is full or a database that is busy is what Health is asked about: it goes on without this minute.
        parts.log.error('health.notSampled', { error });
      }
      await clock.sleep(SAMPLE_MS, leaving.signal);
    }
  }

  function ring(): void {
    const rung = bell;
    bell = cancelSource();
    rung.cancel();
  }
  const ends = [
    parts.outbox.onChange(ring),
    parts.governor.onChange(ring),
    parts.network.onChange(ring),
    parts.worker.onFailure(ring),
    parts.flags.onChange(ring),
  ];
  void sample();

  /** Done and written down, or neither. */
  async function decide(
    order: Pick<SilenceOrder, 'alert' | 'via'>,
    act: () => NewAlertEntry | null,
  ): Promise<HealthReport> {
    const { alert, via } = order;
    parts.transact(() => {
      const entry = act();
      if (entry === null) return;
      parts.audit.append({ actor: parts.actor, via, subject: `alert:${alert}`, ...entry }, clock.nowMs());
    });
    ring();
    return (await look()).report;
  }

  return {
    now: async () => (await look()).report,
    async *watch(signal) {
      signal?.addEventListener('abort', ring, { once: true });
      try {
        for (;;) {
          const rung = bell.signal;
          if (signal?.aborted === true || leaving.signal.aborted) return;
          yield (await look()).report;
          await clock.sleep(BUSY_MS, signal);
          await clock.sleep(QUIET_MS - BUSY_MS, rung);
        }
      } finally {
        signal?.removeEventListener('abort', ring);
      }
    },
    series(span) {
      const nowMs = clock.nowMs();
      return layOutSeries(span, store.samples(spans[span].step, beginOf(span, nowMs)), nowMs);
    },
    silence: (order) =>
      decide(order, () => {
        const nowMs = clock.nowMs();
        const untilMs = Date.parse(order.until);
        if (untilMs <= nowMs || untilMs > nowMs + LONGEST_SILENCE_MS) throw badEnd();
        const { alert, reason } = order;
        store.silence({ alert, untilMs, reason, actor: parts.actor }, nowMs);
        return { action: 'alert.silence', reason, details: { until: order.until } };
      }),
    unsilence: (order) =>
      decide(order, () =>
        store.unsilence(order.alert) ? { action: 'alert.unsilence', reason: null, details: {} } : null,
      ),
    close() {
      for (const end of ends) end();
      leaving.cancel();
      ring();
    },
  };
}

interface NewAlertEntry {
  readonly action: string;
  readonly reason: string | null;
  readonly details: Readonly<Record<string, string>>;
}

function reportMeasures(values: MeasuredValues, { objectives }: HealthFacts): HealthReport['measures'] {
  const rows = measures.map((measure) => {
    const value = objectives[measure];
    const is = measure === 'uploadRate' ? ('atLeast' as const) : ('atMost' as const);
    return [measure, { now: values[measure], objective: value === null ? null : { is, value } }] as const;
  });
  const none = { now: null, objective: null };
  return { uploadRate: none, confirmation: none, backlog: none, errors: none, ...Object.fromEntries(rows) };
}

function minuteOf(atMs: number): number {
  return atMs - (atMs % MINUTE_MS);
}

function badEnd(): MailroomError {
  return new MailroomError('validation_error', {
    message: 'A silence ends within 30 days, and not in the past. Nothing was silenced.',
    remediation: 'Choose an end in that time.',
    field: 'until',
  });
}

function iso(atMs: number): string {
  return new Date(atMs).toISOString();
}

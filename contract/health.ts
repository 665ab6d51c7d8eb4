import { z } from 'zod';
import { instant } from './ids.ts';

/** The situations that the verdict can name, worst first. One word each, the same in screen, command line and metric. */
export const situations = [
  'workerGone',
  'diskFull',
  'signInNeeded',
  'providerPaused',
  'offline',
  'needsYou',
  'unconfirmed',
  'throttled',
  'ingestBehind',
  'deadLetters',
  'errorsHigh',
  'confirmationSlow',
  'flagsStale',
] as const;
export const situation = z.enum(situations);
export type Situation = z.infer<typeof situation>;

export const severity = z.enum(['critical', 'warning', 'info']);
export type Severity = z.infer<typeof severity>;

/** Who has to act: the person at this computer, who manages it, or the service, for which everybody waits. */
export const alertOwner = z.enum(['you', 'administrator', 'service']);
export type AlertOwner = z.infer<typeof alertOwner>;

/** Something that somebody should know of, from when it began to when it ends by itself or is dealt with. */
export const healthAlert = z.object({
  /** The same as long as it lasts: what a silence names. */
  id: situation,
  /** "Ingest is 11 minutes behind". */
  title: z.string(),
  severity,
  since: instant,
  owner: alertOwner,
  /** Who is affected: mailboxes, messages or files, in words. */
  affected: z.string(),
  /** What to do next, in words, and the page that says it step by step (docs/runbooks/<runbook>.md). */
  next: z.string(),
  runbook: z.string(),
  silence: z.object({ until: instant, reason: z.string(), actor: z.string() }).nullable(),
});
export type HealthAlert = z.infer<typeof healthAlert>;

/** The four numbers that are drawn. `uploadRate` in MB/s, `confirmation` and `backlog` in seconds, `errors` as a share. */
export const measures = ['uploadRate', 'confirmation', 'backlog', 'errors'] as const;
export const measure = z.enum(measures);
export type Measure = z.infer<typeof measure>;

export const objective = z.object({ is: z.enum(['atLeast', 'atMost']), value: z.number() });

export const healthReport = z.object({
  at: instant,
  /** One sentence or two: what is well, what is not and why. */
  verdict: z.string(),
  level: z.enum(['healthy', 'attention', 'broken', 'collecting']),
  /** `now` is null while nothing happens that could be measured, `objective` where none is set. */
  measures: z.record(measure, z.object({ now: z.number().nullable(), objective: objective.nullable() })),
  /** Worst first; silenced ones last. */
  alerts: z.array(healthAlert),
  /** When there will be first numbers; null once there are. */
  firstNumbersAt: instant.nullable(),
});
export type HealthReport = z.infer<typeof healthReport>;

export const healthSpan = z.enum(['hour', 'day', 'week']);
export type HealthSpan = z.infer<typeof healthSpan>;

/** Columns of one length, in even steps up to now; null where nothing was measured. */
export const healthSeries = z.object({
  at: z.array(instant),
  values: z.record(measure, z.array(z.number().nullable())),
});
export type HealthSeries = z.infer<typeof healthSeries>;

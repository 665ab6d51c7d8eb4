import { z } from 'zod';
import { instant } from './ids.ts';

/** A file of a support bundle, whole and as it would be saved: nothing personal, nothing secret. */
export const supportFile = z.object({ name: z.string(), what: z.string(), text: z.string() });
export type SupportFile = z.infer<typeof supportFile>;

export const supportBundle = z.object({
  /** What is shown is what is saved: the same id saves the same bytes. */
  id: z.uuid(),
  fileName: z.string(),
  madeAt: instant,
  files: z.array(supportFile),
});
export type SupportBundle = z.infer<typeof supportBundle>;

/** A number that is recorded, now. */
export const recordedMetric = z.object({
  name: z.string(),
  help: z.string(),
  type: z.enum(['counter', 'gauge', 'histogram']),
  series: z.array(z.object({ labels: z.record(z.string(), z.string()), value: z.number() })),
});
export type RecordedMetric = z.infer<typeof recordedMetric>;

/** What is recorded, where it stays, and what of it leaves this computer. */
export const recorded = z.object({
  metrics: z.array(recordedMetric),
  /** The newest lines of the log, oldest of them first, exactly as written. */
  log: z.array(z.string()),
  /** Where numbers are sent to; null while nothing leaves this computer. */
  sentTo: z.string().nullable(),
  lastSentAt: instant.nullable(),
  /** The setting MAILROOM_METRICS_SENDING: a person's own switch where nobody above decides. */
  mayBeSent: z.boolean(),
});
export type Recorded = z.infer<typeof recorded>;

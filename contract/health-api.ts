import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { healthReport, healthSeries, healthSpan, situation } from './health.ts';
import { instant } from './ids.ts';
import { actedVia, actReason } from './jobs.ts';
import { procedure } from './procedure.ts';

/** How it goes: in one sentence, in four curves, and in what needs somebody. */
export const healthApi = {
  now: procedure.input(z.strictObject({})).output(healthReport),
  /** The report now, and when something of it changed, at most once a second. */
  watch: procedure.input(z.strictObject({})).output(eventIterator(healthReport)),
  series: procedure.input(z.strictObject({ span: healthSpan })).output(healthSeries),
  /** Until then the alert is counted nowhere; it stays in the list, below the others. At most 30 days. */
  silence: procedure
    .input(z.strictObject({ alert: situation, until: instant, reason: actReason, via: actedVia }))
    .output(healthReport),
  unsilence: procedure.input(z.strictObject({ alert: situation, via: actedVia })).output(healthReport),
  /** A page of docs/runbooks as Markdown. */
  runbook: procedure
    .input(z.strictObject({ name: z.string().regex(/^[a-z0-9-]{1,80}$/) }))
    .output(z.object({ text: z.string() })),
};

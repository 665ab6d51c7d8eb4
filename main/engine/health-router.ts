import { implement } from '@orpc/server';
import { healthApi } from '../../contract/health-api.ts';
import { guardCalls } from './guard-calls.ts';
import { readRunbook } from './read-runbook.ts';
import type { Services } from './services.ts';

export function healthRouter({ health, log }: Pick<Services, 'health' | 'log'>) {
  const guarded = implement(healthApi).use(guardCalls(log));
  return {
    now: guarded.now.handler(() => health.now()),
    watch: guarded.watch.handler(({ signal }) => health.watch(signal)),
    series: guarded.series.handler(({ input }) => health.series(input.span)),
    silence: guarded.silence.handler(({ input }) => health.silence(input)),
    unsilence: guarded.unsilence.handler(({ input }) => health.unsilence(input)),
    runbook: guarded.runbook.handler(async ({ input }) => ({ text: await readRunbook(input.name) })),
  };
}

import { implement } from '@orpc/server';
import { jobsApi } from '../../contract/jobs-api.ts';
import { guardCalls } from './guard-calls.ts';
import { jobsProcedures } from './jobs-procedures.ts';
import { replayProcedures } from './replay-procedures.ts';
import type { Services } from './services.ts';

export function jobsRouter(services: Services) {
  const guarded = implement(jobsApi).use(guardCalls(services.log));
  const jobs = jobsProcedures(services);
  const replays = replayProcedures(services);
  return {
    totals: guarded.totals.handler(() => jobs.totals()),
    causes: guarded.causes.handler(({ input }) => jobs.causes(input.filter)),
    page: guarded.page.handler(({ input }) => jobs.page(input)),
    show: guarded.show.handler(({ input }) => jobs.show(input.id)),
    watch: guarded.watch.handler(({ signal }) => jobs.watch(signal)),
    retry: guarded.retry.handler(({ input }) => jobs.act('retry', input)),
    park: guarded.park.handler(({ input }) => jobs.act('park', input)),
    unpark: guarded.unpark.handler(({ input }) => jobs.act('unpark', input)),
    discard: guarded.discard.handler(({ input }) => jobs.act('discard', input)),
    discardMany: guarded.discardMany.handler(({ input, signal }) => jobs.discards.many(input, signal)),
    dryRunDiscard: guarded.dryRunDiscard.handler(({ input, signal }) => jobs.discards.dryRun(input.scope, signal)),
    replayEdited: guarded.replayEdited.handler(({ input }) => jobs.replayEdited(input)),
    replays: {
      dryRun: guarded.replays.dryRun.handler(({ input }) => replays.dryRun(input.scope)),
      start: guarded.replays.start.handler(({ input }) => replays.start(input)),
      stop: guarded.replays.stop.handler(({ input }) => replays.stop(input)),
      resume: guarded.replays.resume.handler(({ input }) => replays.resume(input)),
      list: guarded.replays.list.handler(({ input }) => replays.list(input.limit)),
      watch: guarded.replays.watch.handler(({ input, signal }) => replays.watch(input.id, signal)),
    },
  };
}

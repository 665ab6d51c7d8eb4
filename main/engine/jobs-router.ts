import { implement } from '@orpc/server';
import { jobsApi } from '../../contract/jobs-api.ts';
import { MailroomError } from '../core/mailroom-error.ts';
import { guardCalls } from './guard-calls.ts';
import { jobsProcedures } from './jobs-procedures.ts';
import type { Services } from './services.ts';

export function jobsRouter(services: Services) {
  const guarded = implement(jobsApi).use(guardCalls(services.log));
  const jobs = jobsProcedures(services);
  return {
    totals: guarded.totals.handler(() => jobs.totals()),
    causes: guarded.causes.handler(({ input }) => jobs.causes(input.text)),
    page: guarded.page.handler(({ input }) => jobs.page(input)),
    show: guarded.show.handler(({ input }) => jobs.show(input.id)),
    watch: guarded.watch.handler(({ signal }) => jobs.watch(signal)),
    retry: guarded.retry.handler(later),
    park: guarded.park.handler(later),
    unpark: guarded.unpark.handler(later),
    discard: guarded.discard.handler(later),
    replayEdited: guarded.replayEdited.handler(later),
    replays: {
      dryRun: guarded.replays.dryRun.handler(later),
      start: guarded.replays.start.handler(later),
      stop: guarded.replays.stop.handler(later),
      resume: guarded.replays.resume.handler(later),
      list: guarded.replays.list.handler(() => []),
      watch: guarded.replays.watch.handler(later),
    },
  };
}

function later(): never {
  throw new MailroomError('usage_error', { message: 'Not yet.', remediation: 'Wait for it.' });
}

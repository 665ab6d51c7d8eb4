import { implement } from '@orpc/server';
import { ingestApi } from '../../contract/ingest-api.ts';
import { guardCalls } from './guard-calls.ts';
import { ingestProcedures } from './ingest-procedures.ts';
import type { Services } from './services.ts';

export function ingestRouter(services: Services) {
  const guarded = implement(ingestApi).use(guardCalls(services.log));
  const ingest = ingestProcedures(services);
  return {
    folders: guarded.folders.handler(({ input, signal }) => ingest.folders(input.account, signal)),
    cost: guarded.cost.handler(({ input, signal }) => ingest.cost(input, signal)),
    follow: guarded.follow.handler(({ input, signal }) => ingest.follow(input, signal)),
    unfollow: guarded.unfollow.handler(({ input }) => ingest.unfollow(input)),
    listen: guarded.listen.handler(({ input }) => services.notifications.door.choose(input)),
    checkNow: guarded.checkNow.handler(({ input }) => ingest.checkNow(input.account)),
    status: guarded.status.handler(({ signal }) => ingest.status(signal)),
    round: guarded.round.handler(({ input, signal }) => ingest.round(input, signal)),
    watch: guarded.watch.handler(({ signal }) => ingest.watch(signal)),
  };
}

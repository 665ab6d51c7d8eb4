import { implement } from '@orpc/server';
import { flagsApi, rolloutApi } from '../../contract/flags-api.ts';
import { flagsProcedures } from './flags-procedures.ts';
import { guardCalls } from './guard-calls.ts';
import { rolloutProcedures } from './rollout-procedures.ts';
import type { Services } from './services.ts';

export function flagsRouter(services: Services) {
  const guarded = implement(flagsApi).use(guardCalls(services.log));
  const flags = flagsProcedures(services);
  return {
    list: guarded.list.handler(() => flags.list()),
    set: guarded.set.handler(({ input }) => flags.set(input)),
  };
}

export function rolloutRouter(services: Services) {
  const guarded = implement(rolloutApi).use(guardCalls(services.log));
  const rollout = rolloutProcedures(services);
  return {
    status: guarded.status.handler(() => rollout.status()),
    steer: guarded.steer.handler(({ input }) => rollout.steer(input)),
  };
}

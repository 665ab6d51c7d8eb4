import { implement } from '@orpc/server';
import { supportApi } from '../../contract/support-api.ts';
import { guardCalls } from './guard-calls.ts';
import type { Services } from './services.ts';
import { supportProcedures } from './support-procedures.ts';

export function supportRouter(services: Services) {
  const guarded = implement(supportApi).use(guardCalls(services.log));
  const support = supportProcedures(services);
  return {
    recorded: guarded.recorded.handler(({ signal }) => support.recorded(signal)),
    prepare: guarded.prepare.handler(() => support.prepare()),
    save: guarded.save.handler(({ input }) => support.save(input.id)),
  };
}

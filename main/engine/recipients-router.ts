import { implement } from '@orpc/server';
import { recipientsApi } from '../../contract/recipients-api.ts';
import { guardCalls } from './guard-calls.ts';
import { recipientProcedures } from './recipient-procedures.ts';
import type { Services } from './services.ts';

export function recipientsRouter(services: Services) {
  const guarded = implement(recipientsApi).use(guardCalls(services.log));
  const recipients = recipientProcedures(services);
  return {
    suggest: guarded.suggest.handler(({ input }) => recipients.suggest(input)),
    forget: guarded.forget.handler(({ input }) => recipients.forget(input)),
    restore: guarded.restore.handler(({ input }) => recipients.restore(input)),
    expandGroup: guarded.expandGroup.handler(({ input, signal }) => recipients.expandGroup(input, signal)),
  };
}

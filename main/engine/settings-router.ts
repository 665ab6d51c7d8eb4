import { implement } from '@orpc/server';
import { settingsApi } from '../../contract/settings-api.ts';
import { guardCalls } from './guard-calls.ts';
import type { Services } from './services.ts';
import { settingsProcedures } from './settings-procedures.ts';

export function settingsRouter(services: Services) {
  const guarded = implement(settingsApi).use(guardCalls(services.log));
  const settings = settingsProcedures(services);
  return {
    list: guarded.list.handler(() => settings.list()),
    watch: guarded.watch.handler(({ signal }) => settings.watch(signal)),
    set: guarded.set.handler(({ input }) => settings.set(input.name, input.value, input.via)),
    reset: guarded.reset.handler(({ input }) => settings.reset(input.name, input.via)),
  };
}

import { implement } from '@orpc/server';
import { settingsApi } from '../../contract/settings-api.ts';
import { guardCalls } from './guard-calls.ts';
import { latestValues } from './latest-values.ts';
import type { Services } from './services.ts';

export function settingsRouter({ choices, log }: Pick<Services, 'choices' | 'log'>) {
  const guarded = implement(settingsApi).use(guardCalls(log));
  return {
    list: guarded.list.handler(() => choices.list()),
    watch: guarded.watch.handler(({ signal }) =>
      latestValues((push) => {
        const tell = (): void => push('list', choices.list());
        tell();
        return choices.onChange(tell);
      }, signal),
    ),
    set: guarded.set.handler(({ input }) => choices.choose(input.name, input.value, () => {})),
    reset: guarded.reset.handler(({ input }) => choices.choose(input.name, '', () => {})),
  };
}

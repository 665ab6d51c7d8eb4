import { implement } from '@orpc/server';
import { mergeApi } from '../../contract/merge-api.ts';
import { guardCalls } from './guard-calls.ts';
import { mergeProcedures } from './merge-procedures.ts';
import type { Services } from './services.ts';

export function mergeRouter(services: Services) {
  const guarded = implement(mergeApi).use(guardCalls(services.log));
  const merge = mergeProcedures(services);
  return {
    readTable: guarded.readTable.handler(({ input }) => merge.readTable(input.table)),
    check: guarded.check.handler(({ input }) => merge.check(input)),
    preview: guarded.preview.handler(({ input }) => merge.preview(input)),
    create: guarded.create.handler(({ input, signal }) => merge.create(input, signal)),
    list: guarded.list.handler(({ input }) => merge.list(input.limit)),
    show: guarded.show.handler(({ input }) => merge.show(input.id)),
    lines: guarded.lines.handler(({ input }) => merge.lines(input.id, input.after, input.limit)),
    send: guarded.send.handler(({ input }) => merge.send(input.id)),
    pause: guarded.pause.handler(({ input }) => merge.pause(input.id)),
    stop: guarded.stop.handler(({ input }) => merge.stop(input.id)),
    discard: guarded.discard.handler(({ input }) => merge.discard(input.id)),
    watch: guarded.watch.handler(({ input, signal }) => merge.watch(input.id, signal)),
  };
}

import { implement } from '@orpc/server';
import { filesApi } from '../../contract/files-api.ts';
import { fileViewProcedures } from './file-view-procedures.ts';
import { filesProcedures } from './files-procedures.ts';
import { guardCalls } from './guard-calls.ts';
import type { Services } from './services.ts';

/** All of it but the way out of the app, which is in file-export-router.ts. */
export function filesRouter(services: Services) {
  const guarded = implement(filesApi).use(guardCalls(services.log));
  const files = filesProcedures(services);
  const views = fileViewProcedures(services);
  return {
    page: guarded.page.handler(({ input }) => files.page(input)),
    show: guarded.show.handler(({ input }) => files.show(input.id)),
    read: guarded.read.handler(({ input }) => files.read(input)),
    body: guarded.body.handler(({ input }) => files.body(input.id)),
    fetchAgain: guarded.fetchAgain.handler(({ input }) => files.fetchAgain(input.id)),
    watch: guarded.watch.handler(({ signal }) => files.watch(signal)),
    views: {
      list: guarded.views.list.handler(() => views.list()),
      save: guarded.views.save.handler(({ input }) => views.save(input)),
      remove: guarded.views.remove.handler(({ input }) => views.remove(input.id)),
    },
  };
}

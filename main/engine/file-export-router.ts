import { implement } from '@orpc/server';
import { fileExportsApi } from '../../contract/file-exports-api.ts';
import { fileExportProcedures } from './file-export-procedures.ts';
import { callerOf, folderGrants, onlyForPrograms } from './folder-grants.ts';
import { guardCalls } from './guard-calls.ts';
import type { Services } from './services.ts';

/** Paths are for programs of this user: a window names a folder by its grant and gets no path at all. */
export function fileExportRouter({ exports, log }: Pick<Services, 'exports' | 'log'>) {
  const guarded = implement(fileExportsApi).$context<Record<string, unknown>>().use(guardCalls(log));
  const files = fileExportProcedures(exports);
  const grants = folderGrants();
  return {
    save: guarded.save.handler(({ input, signal, context }) =>
      files.save({ ...input, folder: grants.resolve(input.folder, callerOf(context)) }, signal),
    ),
    previewNames: guarded.previewNames.handler(({ input }) => files.previewNames(input.ids, input.pattern)),
    grantFolder: guarded.grantFolder.handler(({ input, context }) => {
      onlyForPrograms(callerOf(context));
      return grants.grant(input.folder);
    }),
    lend: guarded.lend.handler(({ input, signal, context }) => {
      onlyForPrograms(callerOf(context));
      return files.lend(input.ids, input.purpose, signal);
    }),
  };
}

import { implement } from '@orpc/server';
import { signaturesApi } from '../../contract/signatures-api.ts';
import { templatesApi } from '../../contract/templates-api.ts';
import { guardCalls } from './guard-calls.ts';
import type { Services } from './services.ts';
import { signatureProcedures } from './signature-procedures.ts';
import { templateProcedures } from './template-procedures.ts';

export function signaturesRouter(services: Services) {
  const guarded = implement(signaturesApi).use(guardCalls(services.log));
  const signatures = signatureProcedures(services);
  return {
    list: guarded.list.handler(({ input }) => signatures.list(input.account)),
    save: guarded.save.handler(({ input }) => signatures.save(input)),
    remove: guarded.remove.handler(({ input }) => signatures.remove(input.id)),
    picture: guarded.picture.handler(({ input }) => signatures.picture(input.id, input.contentId)),
  };
}

export function templatesRouter(services: Services) {
  const guarded = implement(templatesApi).use(guardCalls(services.log));
  const templates = templateProcedures(services);
  return {
    list: guarded.list.handler(() => templates.list()),
    save: guarded.save.handler(({ input }) => templates.save(input)),
    remove: guarded.remove.handler(({ input }) => templates.remove(input.id)),
    import: guarded.import.handler(({ input }) => templates.import(input.templates)),
    fillIn: guarded.fillIn.handler(({ input }) => templates.fillIn(input.id, input.values)),
  };
}

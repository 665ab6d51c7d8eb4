import { implement } from '@orpc/server';
import type { AuditEntry } from '../../contract/audit.ts';
import { auditApi } from '../../contract/audit-api.ts';
import type { AuditLog } from '../core/ports/audit-log.ts';
import { guardCalls } from './guard-calls.ts';
import type { Services } from './services.ts';

const PAGE = 500;

export function auditRouter(services: Services) {
  const { audit, clock } = services;
  const guarded = implement(auditApi).use(guardCalls(services.log));
  return {
    page: guarded.page.handler(({ input }) => [...audit.page(input.before, input.limit)]),
    verify: guarded.verify.handler(() => audit.verify(() => clock.sleep(0))),
    exportAll: guarded.exportAll.handler(({ signal }) => exportAll(audit, signal)),
  };
}

/** In portions, so that a reader who is slow holds nothing but his place. */
async function* exportAll(audit: AuditLog, signal: AbortSignal | undefined): AsyncGenerator<AuditEntry, void, void> {
  for (let after = 0; ;) {
    if (signal?.aborted === true) return;
    const entries = audit.after(after, PAGE);
    yield* entries;
    const last = entries.at(-1);
    if (last === undefined) return;
    after = last.n;
  }
}

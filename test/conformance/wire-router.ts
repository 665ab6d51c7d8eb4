import { implement, os } from '@orpc/server';
import { api } from '../../contract/api.ts';
import type { AccountRow } from '../../contract/accounts.ts';
import { accountId, outboxId } from '../../contract/ids.ts';
import type { OutboxRow } from '../../contract/outbox.ts';
import { MailroomError } from '../../main/core/mailroom-error.ts';
import type { FileExportDeps } from '../../main/engine/file-export-procedures.ts';
import { fileExportRouter } from '../../main/engine/file-export-router.ts';
import { guardCalls } from '../../main/engine/guard-calls.ts';
import type { ApiRouter } from '../../main/engine/host.ts';
import { latestValues } from '../../main/engine/latest-values.ts';
import { silentLog } from '../helpers/silent-log.ts';

export const sampleAccount: AccountRow = {
  id: accountId.parse('tenant:user'),
  address: 'finance@sandbox.example',
  name: 'Finance (sandbox)',
  tenant: 'tenant',
  cloud: 'sandbox',
  state: 'connected',
  scopes: ['Mail.ReadWrite'],
};

export const sampleId = outboxId.parse('01890a5d-ac96-774b-bcce-b302099a8057');

/** What an unforeseen error may carry and no window may see. */
export const UNFORESEEN = 'unforeseen-text-with-a-secret';

/** What the far side of the wire noticed. */
interface Seen {
  readonly calls: string[];
  openStreams: number;
  endedStreams: number;
  cancelledCalls: number;
}

export interface WireRouter {
  readonly router: ApiRouter;
  readonly seen: Seen;
  /** To every open stream of rows. */
  push(row: OutboxRow): void;
}

/** The contract with handlers that do one thing each, so that only the wire between can be at fault. */
export function wireRouter(): WireRouter {
  const seen: Seen = { calls: [], openStreams: 0, endedStreams: 0, cancelledCalls: 0 };
  const readers = new Set<(row: OutboxRow) => void>();
  const note = os.middleware(async ({ next, path }) => {
    seen.calls.push(path.join('.'));
    return next();
  });
  const guarded = implement(api).use(guardCalls(silentLog)).use(note);

  function rows(signal: AbortSignal | undefined): AsyncGenerator<OutboxRow, void, void> {
    return latestValues<OutboxRow>((push) => {
      let count = 0;
      const read = (row: OutboxRow): void => push(String(count++), row);
      readers.add(read);
      seen.openStreams += 1;
      return () => {
        readers.delete(read);
        seen.openStreams -= 1;
        seen.endedStreams += 1;
      };
    }, signal);
  }

  const partial = {
    accounts: { list: guarded.accounts.list.handler(() => [sampleAccount]) },
    outbox: {
      show: guarded.outbox.show.handler(() => {
        throw new MailroomError('message_not_found', {
          message: 'There is no such message.',
          remediation: 'List the messages.',
          field: 'id',
        });
      }),
      pause: guarded.outbox.pause.handler(() => {
        throw new Error(UNFORESEEN);
      }),
      watchAll: guarded.outbox.watchAll.handler(({ signal }) => rows(signal)),
      // oxlint-disable-next-line require-yield -- it fails before it has anything to give
      watch: guarded.outbox.watch.handler(async function* watch() {
        throw new MailroomError('message_not_found', { message: 'It is gone.', remediation: 'List the messages.' });
      }),
    },
    compose: {
      readRecipients: guarded.compose.readRecipients.handler(({ input }) => [
        {
          text: input.text,
          name: null,
          address: null,
          kind: 'unreadable',
          reason: null,
          rule: null,
          isNewDomain: false,
        },
      ]),
      save: guarded.compose.save.handler(({ input }) => ({
        id: input.id,
        account: sampleAccount.id,
        revision: input.revision + 1,
        text: input.text,
        files: [],
        findings: [],
        size: { encodedBytes: 0, limitBytes: 0, limitSetBy: 'nobody' },
        savedAt: '2026-11-21T00:00:00Z',
        groups: [],
        isPaused: false,
        problem: null,
        savedOnServerAt: null,
      })),
    },
    // A window is refused before anything is looked up.
    files: fileExportRouter({ exports: {} as FileExportDeps, log: silentLog }),
    engine: {
      runUntilIdle: guarded.engine.runUntilIdle.handler(async ({ signal }) => {
        await new Promise<void>((resolve) => signal?.addEventListener('abort', () => resolve(), { once: true }));
        seen.cancelledCalls += 1;
        return { done: 0, failed: 0, dead: 0, unconfirmed: 0, waiting: 0 };
      }),
    },
  };
  return {
    // The suite asks for these procedures alone.
    router: partial as unknown as ApiRouter,
    seen,
    push: (row) => {
      for (const read of readers) read(row);
    },
  };
}

import type { AccountId } from '../../contract/ids.ts';
import type { GraphClient } from '../adapters/graph/graph-client.ts';
import { graphReportReader } from '../adapters/graph/graph-report-reader.ts';
import type { WriteDb } from '../adapters/sqlite/connection.ts';
import { sqliteBounceStore } from '../adapters/sqlite/outbox/bounce-store.ts';
import type { BounceDeps, BounceSettings } from '../core/bounces/bounce-deps.ts';
import {
  LOOK_KIND,
  lookJob,
  lookKey,
  lookPayload,
  type LookPayload,
  READ_KIND,
  readJob,
  readPayload,
  type ReadPayload,
} from '../core/bounces/bounce-jobs.ts';
import { LOOK_BACK_MS, lookForReports } from '../core/bounces/look-for-reports.ts';
import { readReport } from '../core/bounces/read-report.ts';
import { INBOX } from '../core/ingest/ingest-jobs.ts';
import { type AnyJobKind, type JobKind, standardBackoffCapMs, standardLimits } from '../core/jobs/job-kinds.ts';
import type { FolderStore } from '../core/ports/ingest-store.ts';
import type { JobStore } from '../core/ports/job-store.ts';
import type { OutboxStore } from '../core/ports/outbox-store.ts';
import type { Clock, Random } from '../core/ports/time.ts';
import type { Host } from './host.ts';

interface BounceParts {
  readonly host: Host;
  readonly db: WriteDb;
  readonly outbox: OutboxStore;
  readonly jobs: JobStore;
  readonly ingest: Pick<FolderStore, 'folder'>;
  readonly graph: GraphClient;
  readonly clock: Clock;
  readonly random: Random;
  readonly settings: BounceSettings;
  /** Something was enqueued. */
  readonly wake: () => void;
}

/** The search for mail that came back: after each send, and at each start for what can still come. */
export function openBounces(parts: BounceParts): {
  readonly kinds: readonly AnyJobKind[];
  /** Somebody who reads the mailbox anyway saw what may be a report. */
  notice(account: AccountId, messageId: string): void;
} {
  const { host, outbox, jobs, clock, settings, wake } = parts;
  const plainStore = sqliteBounceStore(parts.db);
  const bounces = host.instrument?.bounceStore?.(plainStore) ?? plainStore;
  const plainReader = graphReportReader(parts.graph);
  const deps: BounceDeps = {
    ...parts,
    bounces,
    reader: host.instrument?.reports?.(plainReader) ?? plainReader,
    isCollected: (account) => parts.ingest.folder(account, INBOX.id) !== null,
  };

  /** It decides by itself when it is time: a look that waits for its hour finds that something was just sent. */
  function watch(account: AccountId): void {
    const nowMs = clock.nowMs();
    if (!jobs.wake(lookKey(account), nowMs)) jobs.enqueue(lookJob(account, nowMs), nowMs);
    wake();
  }

  for (const { account } of bounces.watched(clock.nowMs() - LOOK_BACK_MS)) watch(account);
  outbox.onChange(({ account, step, verdicts }) => {
    if (step === 'sent' && verdicts.length === 0) watch(account);
  });

  const common = {
    ...standardLimits,
    lane: 'upkeep',
    payloadVersion: 1,
    retry: { baseMs: settings.retryBaseMs, capMs: standardBackoffCapMs },
    // Made to be killed at any instant.
    maxStalls: 100,
  } as const;
  const look: JobKind<LookPayload> = {
    ...common,
    kind: LOOK_KIND,
    payload: lookPayload,
    run: (payload, run) => lookForReports(deps, payload, run),
  };
  const read: JobKind<ReadPayload> = {
    ...common,
    kind: READ_KIND,
    payload: readPayload,
    run: (payload, run) => readReport(deps, payload, run),
  };
  return {
    kinds: [look, read],
    notice(account, messageId) {
      const nowMs = clock.nowMs();
      jobs.enqueue(readJob(account, messageId, nowMs), nowMs);
      wake();
    },
  };
}

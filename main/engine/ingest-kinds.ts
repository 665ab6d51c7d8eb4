import { z } from 'zod';
import { collectMessage } from '../core/ingest/collect-message.ts';
import { type IngestDeps, ingestRun } from '../core/ingest/ingest-deps.ts';
import {
  MESSAGE_KIND,
  type MessagePayload,
  messagePayload,
  SYNC_KIND,
  type SyncPayload,
  syncPayload,
} from '../core/ingest/ingest-jobs.ts';
import { POLL_MS, syncFolder } from '../core/ingest/sync-folder.ts';
import { TIDY_KIND, type TidyDeps, tidyIngest } from '../core/ingest/tidy-ingest.ts';
import { type AnyJobKind, type JobKind, standardBackoffCapMs } from '../core/jobs/job-kinds.ts';

const DAY_MS = 24 * 60 * 60_000;

/** The work of ingest, as the queue knows it. */
export function ingestKinds(deps: IngestDeps, tidying: TidyDeps): readonly AnyJobKind[] {
  const common = {
    lane: 'ingest',
    payloadVersion: 1,
    // Made to be killed at any instant, like sending.
    maxStalls: 100,
    leaseMs: 60_000,
    // A slow line may need hours for one file. The lease, not this, notices a worker that died.
    expireMs: DAY_MS,
  } as const;
  const baseMs = deps.settings.retryBaseMs;

  const sync: JobKind<SyncPayload> = {
    ...common,
    kind: SYNC_KIND,
    payload: syncPayload,
    // A folder that fails is looked at as often as one that does not.
    retry: { baseMs, capMs: POLL_MS },
    run: (payload, run) => syncFolder(deps, payload, ingestRun(run)),
  };
  const message: JobKind<MessagePayload> = {
    ...common,
    kind: MESSAGE_KIND,
    payload: messagePayload,
    retry: { baseMs, capMs: standardBackoffCapMs },
    run: (payload, run) => collectMessage(deps, payload, ingestRun(run)),
  };
  const tidy: JobKind<unknown> = {
    ...common,
    lane: 'upkeep',
    kind: TIDY_KIND,
    payload: z.unknown(),
    retry: { baseMs, capMs: standardBackoffCapMs },
    run: (_payload, { signal }) => tidyIngest(tidying, signal),
  };
  return [sync, message, tidy];
}

import type { JobOutcome } from '../ports/job-store.ts';
import type { CollectContext } from './collect-context.ts';
import { fetchFiles } from './fetch-files.ts';
import type { MessageRecord } from './ingest-record.ts';
import { callFor, type IngestDeps, type IngestRun } from './ingest-deps.ts';
import type { MessagePayload } from './ingest-jobs.ts';
import { listFiles, readWords } from './read-message.ts';

/** The steps in their order. Each is a checkpoint: what it brought is on disk when it returns null, "go on". */
const steps: readonly ((context: CollectContext) => Promise<JobOutcome | null>)[] = [readWords, listFiles, fetchFiles];

/**
 * Brings one message and its files here. May be killed at any instant and run again: it goes on with the step that is
 * not on disk. A message that is complete, gone, or of a folder that is followed no more needs nothing.
 */
export async function collectMessage(deps: IngestDeps, payload: MessagePayload, run: IngestRun): Promise<JobOutcome> {
  const { store, clock } = deps;
  const known = store.message(payload.account, payload.messageId);
  if (known === null || !isWanted(deps, known)) return { kind: 'done' };
  // A dead letter that somebody wants tried again.
  const message = known.state === 'needsYou' ? store.reopen(known.id, clock.nowMs()) : known;
  const call = callFor(deps, payload.account, run);
  for (const step of steps) {
    if (run.signal.aborted) return { kind: 'waitFor', untilMs: clock.nowMs(), because: 'stopping' };
    const current = store.message(payload.account, payload.messageId) ?? message;
    const outcome = await step({ deps, payload, message: current, run, call });
    if (outcome !== null) return outcome;
  }
  store.complete(message.id, clock.nowMs());
  return { kind: 'done' };
}

function isWanted({ store }: IngestDeps, { account, folder, state }: MessageRecord): boolean {
  if (state === 'complete' || state === 'gone') return false;
  return state !== 'noticed' || folder === null || store.folder(account, folder) !== null;
}

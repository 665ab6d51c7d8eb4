import type { AccountRow } from '../../../contract/accounts.ts';
import { outboxId } from '../../../contract/ids.ts';
import type { MergeProblem } from '../../../contract/merge.ts';
import { MailroomError } from '../mailroom-error.ts';
import type { ComposeDeps } from '../outbox/compose-message.ts';
import { contentOf } from '../outbox/composed-text.ts';
import { advanceJob } from '../outbox/outbox-jobs.ts';
import type { NewAttachment } from '../outbox/outbox-record.ts';
import { takeSnapshot } from '../outbox/submit-message.ts';
import { untilKept } from '../outbox/until-kept.ts';
import type { MergeRecord, MergeStore, StoredMergeRow } from '../ports/merge-store.ts';
import type { CancelSignal } from '../ports/time.ts';
import { fillRow } from './fill-row.ts';
import { messageKey } from './merge-jobs.ts';

export interface MakeDraftsDeps {
  readonly merges: MergeStore;
  readonly compose: ComposeDeps;
  /** Everything that is done in it is on disk together, or none of it. */
  readonly transact: <T>(work: () => T) => T;
  /** A path of a row's cell, made absolute by the folder of the plan. */
  resolvePath(path: string, folder: string | null): string;
}

/**
 * Makes the drafts of the next rows. Message, text and the note which row it belongs to are one transaction, and the
 * message's key names the row: whoever dies here and begins again makes each once. False when none is left.
 */
export async function makeDrafts(
  deps: MakeDraftsDeps,
  merge: MergeRecord,
  account: AccountRow,
  atOnce: number,
  signal: CancelSignal,
): Promise<boolean> {
  const rows = deps.merges.unmade(merge.id, atOnce);
  const shared = rows.length === 0 ? [] : deps.merges.files(merge.id);
  for (const row of rows) {
    if (signal.aborted) return true;
    await makeDraft(deps, merge, account, row, shared, signal);
  }
  return rows.length === atOnce;
}

async function makeDraft(
  deps: MakeDraftsDeps,
  merge: MergeRecord,
  account: AccountRow,
  row: StoredMergeRow,
  shared: readonly NewAttachment[],
  signal: CancelSignal,
): Promise<void> {
  const { merges, compose } = deps;
  const { text, paths } = fillRow(merge.plan, merge.columns, row);
  try {
    await untilKept(async () => {
      const own: NewAttachment[] = [];
      for (const path of paths)
        own.push(await takeSnapshot(compose, { path: deps.resolvePath(path, merge.plan.folder) }, signal));
      const nowMs = compose.clock.nowMs();
      const message = {
        id: outboxId.parse(compose.random.uuidv7()),
        account: account.id,
        key: messageKey(merge.id, row.row),
        contentDigest: '',
        content: contentOf(text),
        path: 'draft',
        submittedAtMs: null,
        correlationId: compose.random.uuid(),
        attachments: [...shared, ...own],
      } as const;
      deps.transact(() => {
        const { record } = compose.store.insert(message, advanceJob(message, nowMs), nowMs);
        compose.compositions.create(record.id, text, nowMs);
        merges.link(merge.id, row.row, record.id);
      });
    });
  } catch (error) {
    // One row's file must not keep the others: the row is left out, and says why. A full disk is everybody's trouble.
    if (!(error instanceof MailroomError) || !error.code.startsWith('source_') || signal.aborted) throw error;
    merges.leaveOut(merge.id, row.row, fileProblem(error));
  }
}

function fileProblem(error: MailroomError): MergeProblem {
  return { kind: 'fileMissing', message: error.message.replace(/ Nothing was sent\.$/, ''), blocks: true };
}

import { stat } from 'node:fs/promises';
import type {
  AttachResult,
  Composition,
  CompositionFile,
  CompositionText,
  FirstWords,
} from '../../contract/compose.ts';
import type { AccountId, OutboxId } from '../../contract/ids.ts';
import type { AttachmentSource } from '../../contract/message.ts';
import type { LetterPurpose } from '../../contract/signatures.ts';
import type { OutboxRow, Schedule } from '../../contract/outbox.ts';
import type { RecipientToken } from '../../contract/recipients.ts';
import type { AccountRow } from '../../contract/accounts.ts';
import { chooseAccount } from '../core/accounts/choose-account.ts';
import { tooLarge } from '../core/budget/size-words.ts';
import { withFirstWords } from '../core/compose/with-first-words.ts';
import { linksNeedDrafts } from '../core/links/links-need-drafts.ts';
import { wantLink } from '../core/links/want-link.ts';
import { findLeftOut } from '../core/html/find-word-issues.ts';
import { MailroomError } from '../core/mailroom-error.ts';
import { cancelMessage, mustGet, resumeMessage } from '../core/outbox/command-message.ts';
import {
  addFile,
  removeFile,
  reorderFiles,
  saveText,
  startMessage,
  submitComposed,
} from '../core/outbox/compose-message.ts';
import { isKeptByService } from '../core/outbox/kept-by-service.ts';
import { readMessageKey } from '../core/merge/merge-jobs.ts';
import { advanceKey } from '../core/outbox/outbox-jobs.ts';
import { type AttachmentOrigin, type OutboxRecord, unsentSteps } from '../core/outbox/outbox-record.ts';
import { attachmentRowOf, outboxRow } from '../core/outbox/outbox-row.ts';
import { readTokens } from '../core/recipients/read-tokens.ts';
import { moveMessage } from '../core/outbox/move-message.ts';
import { reopenMessage } from '../core/outbox/reopen-message.ts';
import { mustHaveSessions, takeSnapshot } from '../core/outbox/submit-message.ts';
import { untilKept } from '../core/outbox/until-kept.ts';
import { purposeOf } from '../core/signatures/place-signature.ts';
import { mustBeFilledIn } from '../core/templates/must-be-filled-in.ts';
import { latestValues } from './latest-values.ts';
import { readPicture } from './read-picture.ts';
import { recalled } from './recalled.ts';
import { recipientRules, tokenRules } from './recipient-rules.ts';
import type { Services } from './services.ts';
import { signAfterMove, signAtStart, signComposition } from './sign-composition.ts';
import { judgeDraft, weighDraft } from './weigh-draft.ts';

interface StartInput {
  readonly account: AccountId | null;
  readonly purpose?: LetterPurpose | undefined;
  readonly words?: FirstWords | undefined;
}

interface SubmitDraftInput {
  readonly id: OutboxId;
  readonly revision: number;
  readonly holdMs: number;
  readonly schedule: Schedule | null;
}

const isLarge = ({ mode }: Pick<OutboxRecord['attachments'][number], 'mode'>): boolean => mode === 'session';

interface AttachInput {
  readonly id: OutboxId;
  readonly source:
    | AttachmentSource
    | {
        readonly incoming: string;
        readonly contentId?: string | undefined;
        readonly asLink?: boolean | undefined;
      };
}

interface LinkInput {
  readonly id: OutboxId;
  readonly file: number;
  readonly asLink: boolean;
}

export function composeProcedures(services: Services) {
  const { compose: deps, clock, jobs, worker, interrupts } = services;
  const { store, compositions } = deps;

  function accountOf(record: OutboxRecord): AccountRow {
    return chooseAccount(services.accounts.list(), record.account);
  }

  async function view(record: OutboxRecord): Promise<Composition> {
    const stored = compositions.read(record.id);
    if (stored === null) throw notADraft();
    const files = await Promise.all(
      record.attachments
        .filter((attachment) => !attachment.removing)
        .map(async (attachment): Promise<CompositionFile> => ({
          ...attachmentRowOf(attachment),
          file: attachment.position,
          contentId: attachment.contentId,
          source: await sourceState(attachment.source),
        })),
    );
    const account = services.accounts.get(record.account);
    const judging = {
      budget: services.budget,
      address: account?.address ?? '',
      rules: recipientRules(services, account),
    };
    const judged = judgeDraft(judging, record, stored.text, files);
    return {
      id: record.id,
      account: record.account,
      revision: stored.revision,
      text: stored.text,
      files,
      ...judged,
      findings: [...judged.findings, ...findLeftOut(services.stationery.html, stored.text)],
      isPaused: record.pausedAtMs !== null,
      problem: record.wait === null && record.pausedAtMs === null ? record.error : null,
      savedAt: new Date(stored.savedAtMs).toISOString(),
      savedOnServerAt:
        isOnServer(record) && record.writtenAtMs !== null ? new Date(record.writtenAtMs).toISOString() : null,
    };
  }

  /** Its job runs now, or once more if it is running; what is under way goes on. */
  function wake(record: OutboxRecord): OutboxRecord {
    jobs.wake(advanceKey(record.id), clock.nowMs());
    worker.wake();
    return record;
  }

  /** The run in progress stops at a safe point and sees what changed. */
  function nudge(record: OutboxRecord): OutboxRecord {
    interrupts.interrupt(record.id);
    return wake(record);
  }

  /** Throws `drive_…` before any byte of a link moves. */
  async function mustBeShareable(
    record: OutboxRecord,
    sizeBytes: number,
    signal: AbortSignal | undefined,
  ): Promise<void> {
    if (record.path === 'direct') throw linksNeedDrafts();
    await services.budget.mustFitDrive(accountOf(record), sizeBytes, signal);
  }

  async function attach({ id, source }: AttachInput, signal: AbortSignal | undefined): Promise<AttachResult> {
    const before = mustGet(store, id);
    // The answer to an earlier call may have been lost: a file that was streamed in is attached once.
    if (
      'incoming' in source &&
      before.attachments.some((file) => file.source?.path === incomingOrigin(source.incoming))
    ) {
      await services.incoming.taken(source.incoming);
      return { kind: 'attached', composition: await view(before) };
    }
    const file = await resolveSource(services, source);
    try {
      if (source.asLink === true) {
        const found = await stat(file.path).catch(() => null);
        await mustBeShareable(before, found?.size ?? 0, signal);
      }
      const record = await untilKept(async () => {
        const seed = await takeSnapshot(deps, file, signal);
        mustHaveSessions(deps, [seed]);
        const origin =
          'incoming' in source
            ? { path: incomingOrigin(source.incoming), sizeBytes: seed.sizeBytes, modifiedMs: 0 }
            : await originOf(file.path);
        return addFile(deps, id, { ...seed, source: origin });
      });
      // A run that began without a large file stands in the lane of small mail; its next one takes the right lane.
      if (!before.attachments.some(isLarge) && record.attachments.some(isLarge)) services.interrupts.interrupt(id);
      if ('incoming' in source) await services.incoming.taken(source.incoming);
      return { kind: 'attached', composition: await view(wake(record)) };
    } catch (error) {
      if (!(error instanceof MailroomError) || error.structured.field !== 'attachments') throw error;
      return { kind: 'refused', name: file.name ?? 'file', error: error.structured };
    }
  }

  return {
    async start({ account, purpose, words }: StartInput): Promise<Composition> {
      const accounts = services.accounts.list();
      const from = account === null && accounts.length > 1 ? accounts[0] : chooseAccount(accounts, account);
      const started = startMessage(deps, from ?? chooseAccount(accounts, account));
      const signed = await signAtStart(services, started, purpose ?? purposeOf(words?.subject ?? ''));
      const begun = compositions.read(signed.id);
      if (words === undefined || begun === null) return view(signed);
      const { record } = saveText(deps, signed.id, begun.revision, withFirstWords(begun.text, words));
      worker.wake();
      return view(record);
    },

    read: (id: OutboxId) => view(mustGet(store, id)),

    async list(): Promise<Composition[]> {
      const drafts = store
        .list({ steps: unsentSteps })
        // Drafts of a merge are looked through there; here they would be hundreds.
        .filter((record) => record.submittedAtMs === null && readMessageKey(record.key) === null);
      const known = drafts.filter((record) => compositions.read(record.id) !== null);
      const views = await Promise.all(known.map(view));
      return views.toSorted((a, b) => (a.savedAt < b.savedAt ? 1 : -1));
    },

    save(id: OutboxId, revision: number, text: CompositionText): Promise<Composition> {
      const { record } = saveText(deps, id, revision, text);
      worker.wake();
      return view(record);
    },

    attach,

    sign: async (id: OutboxId, revision: number, signature: string | null) =>
      view(nudge(await signComposition(services, id, revision, signature))),

    detach: (id: OutboxId, file: number) => view(nudge(removeFile(deps, id, file))),
    reorder: (id: OutboxId, files: readonly number[]) => view(reorderFiles(deps, id, files)),

    async refresh(id: OutboxId, file: number, signal: AbortSignal | undefined): Promise<AttachResult> {
      const old = mustGet(store, id).attachments.find((attachment) => attachment.position === file);
      if (old === undefined || old.source === null || old.source.path.startsWith(INCOMING)) throw notADraft();
      const { name, contentType, contentId, source } = old;
      const again = { path: source.path, name, contentType, ...(contentId === null ? {} : { contentId }) };
      const result = await attach({ id, source: again }, signal);
      if (result.kind === 'refused') return result;
      return { kind: 'attached', composition: await view(nudge(removeFile(deps, id, file))) };
    },

    submit({ id, revision, holdMs, schedule }: SubmitDraftInput): OutboxRow {
      const record = mustGet(store, id);
      const account = accountOf(record);
      const stored = compositions.read(id);
      if (stored !== null) mustBeFilledIn(stored.text);
      const size = weighDraft(services.budget, record);
      if (size.kind === 'tooLarge') throw tooLarge(size);
      return outboxRow(wake(submitComposed(deps, account, id, revision, holdMs, schedule)), clock.nowMs());
    },

    discard(id: OutboxId): { discarded: boolean } {
      nudge(cancelMessage(store, id, clock.nowMs()));
      return { discarded: true };
    },

    async reopen(id: OutboxId): Promise<Composition> {
      if (isKeptByService(mustGet(store, id), clock.nowMs())) {
        nudge(cancelMessage(store, id, clock.nowMs()));
        await recalled(store, id, clock);
      }
      const reopened = reopenMessage(deps, id);
      if (reopened.id !== id) nudge(mustGet(store, id));
      return view(nudge(reopened));
    },

    async checkLink(
      { id, sizeBytes }: { readonly id: OutboxId; readonly sizeBytes: number },
      signal: AbortSignal | undefined,
    ): Promise<{ fits: true }> {
      await mustBeShareable(mustGet(store, id), sizeBytes, signal);
      return { fits: true };
    },

    async link({ id, file, asLink }: LinkInput, signal: AbortSignal | undefined): Promise<Composition> {
      const record = mustGet(store, id);
      const sizeBytes = record.attachments.find(({ position }) => position === file)?.sizeBytes ?? 0;
      if (asLink) await mustBeShareable(record, sizeBytes, signal);
      return view(nudge(wantLink(deps, id, file, asLink)));
    },

    tryAnyway(id: OutboxId): Promise<Composition> {
      const record = mustGet(store, id);
      services.budget.learnt.forget(record.account);
      return view(wake(resumeMessage(store, id, clock.nowMs())));
    },

    picture: (id: OutboxId, contentId: string) => readPicture(deps.blobs, mustGet(store, id), contentId),

    async move(id: OutboxId, account: AccountId): Promise<Composition> {
      const moved = moveMessage(deps, id, chooseAccount(services.accounts.list(), account));
      nudge(mustGet(store, id));
      return view(wake(await signAfterMove(services, moved)));
    },

    watch(id: OutboxId, signal: AbortSignal | undefined): AsyncGenerator<Composition, void, void> {
      const changes = latestValues<OutboxRecord>((push, end) => {
        const tell = (record: OutboxRecord): void => {
          if (record.submittedAtMs === null && record.step !== 'cancelled') push(id, record);
          else end();
        };
        const stop = store.onChange((record) => {
          if (record.id === id) tell(record);
        });
        const stopTips = services.budget.tips.onChange((account) => {
          const record = mustGet(store, id);
          if (record.account === account) tell(record);
        });
        // What a gate said on the check line is over with its reason.
        const stopFlags = services.flags.onChange(() => tell(mustGet(store, id)));
        tell(mustGet(store, id));
        return () => {
          stop();
          stopTips();
          stopFlags();
        };
      }, signal);
      return viewed(changes, view);
    },

    readRecipients(account: AccountId | null, text: string): RecipientToken[] {
      const from = services.accounts.list().find(({ id }) => account === null || id === account);
      return [...readTokens(text, tokenRules(services, from ?? null))];
    },
  };
}

async function* viewed<T, V>(
  values: AsyncGenerator<T, void, void>,
  view: (value: T) => Promise<V>,
): AsyncGenerator<V, void, void> {
  for await (const value of values) yield await view(value);
}

function isOnServer(record: OutboxRecord): boolean {
  return record.draftId !== null && record.writtenRevision >= record.contentRevision;
}

/** Where the bytes are: a path of this machine, or a file that a window has streamed in. */
async function resolveSource(services: Services, source: AttachInput['source']): Promise<AttachmentSource> {
  if (!('incoming' in source)) return source;
  const file = await services.incoming.finished(source.incoming);
  if (file === null) {
    throw new MailroomError('source_missing', {
      message: 'This file did not arrive whole, or was attached already. Nothing was attached.',
      remediation: 'Attach it again.',
      field: 'attachments',
    });
  }
  const { path, fileName: name, contentType } = file;
  const { contentId, asLink = false } = source;
  const inline = contentId === undefined ? {} : { contentId };
  return { path, name, asLink, ...(contentType === '' ? {} : { contentType }), ...inline };
}

/** Stands for the path of a file that had none. No path begins like this: they are absolute. */
const INCOMING = 'incoming:';

function incomingOrigin(id: string): string {
  return `${INCOMING}${id}`;
}

async function originOf(path: string): Promise<AttachmentOrigin | null> {
  const found = await stat(path).catch(() => null);
  return found === null ? null : { path, sizeBytes: found.size, modifiedMs: found.mtimeMs };
}

async function sourceState(origin: AttachmentOrigin | null): Promise<CompositionFile['source']> {
  if (origin === null || origin.path.startsWith(INCOMING)) return null;
  const now = await originOf(origin.path);
  if (now === null) return 'missing';
  return now.sizeBytes === origin.sizeBytes && now.modifiedMs === origin.modifiedMs ? 'unchanged' : 'changed';
}

function notADraft(): MailroomError {
  return new MailroomError('message_state_conflict', {
    message: 'This message is not a draft, so it cannot be edited.',
    remediation: 'Look at it in the outbox.',
    field: 'id',
  });
}

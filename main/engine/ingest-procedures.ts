import type { AccountRow } from '../../contract/accounts.ts';
import type { AccountId } from '../../contract/ids.ts';
import type {
  FollowedFolder,
  IngestCost,
  IngestEvent,
  IngestScope,
  IngestStatus,
  IngestSummary,
  MailFolder,
} from '../../contract/ingest.ts';
import { chooseAccount } from '../core/accounts/choose-account.ts';
import { isOwn } from '../core/accounts/delegate.ts';
import { describeFault } from '../core/faults/describe-fault.ts';
import { cancelSource } from '../core/jobs/cancel-source.ts';
import { MailroomError } from '../core/mailroom-error.ts';
import { estimateCost } from '../core/ingest/estimate-cost.ts';
import { INBOX } from '../core/ingest/ingest-jobs.ts';
import { sinceOf } from '../core/ingest/scope.ts';
import type { IngestChange } from '../core/ports/ingest-store.ts';
import type { RemoteFolder } from '../core/ports/mailbox-reader.ts';
import { runIngestRound } from './ingest-round.ts';
import { followedFolders, readIngestStatus } from './ingest-status.ts';
import { latestValues } from './latest-values.ts';
import { ownAccounts, type Services } from './services.ts';

/** The status is told at most this often, and at least that often. */
const BUSY_MS = 250;
const QUIET_MS = 5_000;

interface InFolder {
  readonly account: AccountId;
  readonly folder: string;
}
interface Wish extends InFolder {
  readonly scope: IngestScope;
}

export function ingestProcedures(services: Services) {
  const { ingest, notifications, clock, random, loaded, worker, network } = services;
  const neverStops = cancelSource().signal;

  const own = (account: AccountId): AccountRow => chooseAccount(ownAccounts(services), account);

  /** The Inbox goes by its well-known name, which every server knows, so that it is never followed twice. */
  async function listFolders(account: AccountId, signal: AbortSignal | undefined): Promise<readonly RemoteFolder[]> {
    const call = {
      account,
      correlationId: random.uuid(),
      urgency: 'interactive',
      signal: signal ?? neverStops,
    } as const;
    const reply = await ingest.reader.listFolders(call);
    if (reply.ok) return reply.value.map((folder, index) => (index === 0 ? { ...folder, id: INBOX.id } : folder));
    const { error_code, ...parts } = describeFault(reply.fault, 'listing the folders of the mailbox');
    throw new MailroomError(error_code, { ...parts, field: 'account' });
  }

  async function findFolder({ account, folder }: InFolder, signal: AbortSignal | undefined): Promise<RemoteFolder> {
    const found = (await listFolders(own(account).id, signal)).find(({ id }) => id === folder);
    if (found !== undefined) return found;
    throw new MailroomError('validation_error', {
      message: 'The mailbox has no such folder. Nothing was changed.',
      remediation: 'Choose one of the folders that are listed.',
      field: 'folder',
    });
  }

  return {
    async folders(account: AccountId, signal: AbortSignal | undefined): Promise<MailFolder[]> {
      const folders = await listFolders(own(account).id, signal);
      return folders.map((folder) => ({ ...folder, isFollowed: ingest.store.folder(account, folder.id) !== null }));
    },

    async cost(wish: Wish, signal: AbortSignal | undefined): Promise<IngestCost> {
      const { messages } = await findFolder(wish, signal);
      return estimateCost(messages, wish.scope, loaded.settings.limitRequestsPer10Min);
    },

    async follow({ account, folder, scope }: Wish, signal: AbortSignal | undefined): Promise<FollowedFolder> {
      const { name } = await findFolder({ account, folder }, signal);
      ingest.follow(account, folder, name, sinceOf(scope, clock.nowMs()));
      notifications.webhook.followed({ account, folder });
      const followed = followedFolders(services).find((one) => one.account === account && one.folder === folder);
      if (followed !== undefined) return followed;
      throw new MailroomError('message_state_conflict', {
        message: 'The folder was unfollowed in the same moment.',
        remediation: 'Follow it again.',
      });
    },

    unfollow({ account, folder }: InFolder): { unfollowed: boolean } {
      const unfollowed = ingest.store.unfollow(own(account).id, folder, clock.nowMs());
      notifications.webhook.followed({ account, folder });
      return { unfollowed };
    },

    checkNow(account: AccountId | null): { folders: number } {
      const wanted = account === null ? null : own(account).id;
      const folders = ingest.store.folders().filter((one) => wanted === null || one.account === wanted);
      for (const { account: mailbox, folder } of folders) ingest.lookNow(mailbox, folder);
      return { folders: folders.length };
    },

    /** The status now, and again when something of it may have changed. */
    async *status(signal: AbortSignal | undefined): AsyncGenerator<IngestStatus, void, void> {
      let bell = cancelSource();
      const ring = (): void => bell.cancel();
      const ends = [ingest.store.onChange(ring), network.onChange(ring), worker.onFailure(ring)];
      signal?.addEventListener('abort', ring, { once: true });
      try {
        for (;;) {
          // Before looking, so that a change that comes while somebody reads is told next.
          bell = cancelSource();
          if (signal?.aborted === true) return;
          yield readIngestStatus(services);
          await clock.sleep(BUSY_MS, signal);
          await clock.sleep(QUIET_MS - BUSY_MS, bell.signal);
        }
      } finally {
        for (const end of ends) end();
        signal?.removeEventListener('abort', ring);
      }
    },

    round(
      input: { account: AccountId | null; scope: IngestScope },
      signal: AbortSignal | undefined,
    ): Promise<IngestSummary> {
      const accounts = ownAccounts(services).filter(isOwn);
      const wanted =
        input.account === null && accounts.length > 0 ? accounts : [chooseAccount(accounts, input.account)];
      return runIngestRound(
        services,
        wanted.map(({ id }) => id),
        input.scope,
        signal ?? neverStops,
      );
    },

    watch(signal: AbortSignal | undefined): AsyncGenerator<IngestEvent, void, void> {
      return latestValues<IngestEvent>((push, end) => {
        const stop = ingest.store.onChange((change) => {
          const event = describeChange(change);
          if (event !== null) push(`${event.kind}:${event.kind === 'stored' ? event.fileId : event.messageId}`, event);
        });
        const stopFailure = worker.onFailure(end);
        return () => {
          stop();
          stopFailure();
        };
      }, signal);
    },
  };
}

/** Null for steps on the way. */
function describeChange(change: IngestChange): IngestEvent | null {
  const at = new Date(change.atMs).toISOString();
  switch (change.kind) {
    case 'stored':
      return { kind: 'stored', at, fileId: change.fileId, messageId: change.messageId, sizeBytes: change.sizeBytes };
    case 'complete':
      return { kind: 'complete', at, messageId: change.messageId, files: change.files };
    case 'gone':
      return { kind: 'gone', at, messageId: change.messageId };
    case 'needsYou':
      return { kind: 'needsYou', at, messageId: change.messageId, error: change.error };
    case 'folder':
    case 'noticed':
    case 'listed':
    case 'file':
      return null;
  }
}

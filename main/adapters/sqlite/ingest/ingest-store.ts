import type { AccountId } from '../../../../contract/ids.ts';
import type { MessageRecord } from '../../../core/ingest/ingest-record.ts';
import { MailroomError } from '../../../core/mailroom-error.ts';
import type { IngestChange, IngestStore } from '../../../core/ports/ingest-store.ts';
import type { JobStore } from '../../../core/ports/job-store.ts';
import type { WriteDb } from '../connection.ts';
import { inTransaction } from '../in-transaction.ts';
import type { HasBytes } from '../insert-blob.ts';
import { pruneJobs } from '../jobs/prune-jobs.ts';
import { releaseBlob } from '../release-blob.ts';
import { countOpenFiles, countStoredFiles, isBusy, readBacklog, sumStoredBytes } from './count-ingest.ts';
import { commitPage, noticeMessage, restartSweep } from './delta-page.ts';
import { findFile, listFiles, requeueFile, saveListing, settleFile, startFile, storeFile } from './file-steps.ts';
import { findOwner } from './find-owner.ts';
import { findFolder, followFolder, listFolders, unfollowFolder } from './followed-folders.ts';
import {
  completeMessage,
  dismissMessage,
  findMessage,
  findMessageById,
  giveUpMessage,
  loseMessage,
  readBody,
  reopenMessage,
  saveMessage,
} from './message-steps.ts';
import { loseBlob, newestBlobs, recoverIngest } from './recover-ingest.ts';

/** Ingest on SQLite. Jobs are enqueued in the transaction of what they are for, so neither is ever alone. */
export function sqliteIngestStore(db: WriteDb, jobs: Pick<JobStore, 'enqueue'>, hasBytes?: HasBytes): IngestStore {
  const listeners = new Set<(change: IngestChange) => void>();
  let storedFiles: number | null = null;

  function tell(change: IngestChange): void {
    for (const listener of listeners) listener(change);
  }

  function mustFind(id: number): MessageRecord {
    const message = findMessageById(db, id);
    if (message === null) throw lostRow();
    return message;
  }

  function noticed(account: AccountId, messages: number, atMs: number): void {
    if (messages > 0) tell({ kind: 'noticed', account, atMs, messages });
  }

  return {
    folders: () => listFolders(db),
    folder: (account, folder) => findFolder(db, account, folder),
    follow(folder, job, nowMs) {
      followFolder(db, jobs, folder, job, nowMs);
      tell({ kind: 'folder', account: folder.account, folder: folder.folder, atMs: nowMs });
      const followed = findFolder(db, folder.account, folder.folder);
      if (followed === null) throw lostRow();
      return followed;
    },
    unfollow(account, folder, nowMs) {
      const unfollowed = unfollowFolder(db, account, folder);
      if (unfollowed) tell({ kind: 'folder', account, folder, atMs: nowMs });
      return unfollowed;
    },
    commitPage(account, folder, page, nowMs) {
      const messages = commitPage(db, jobs, account, folder, page, nowMs);
      if (messages === null) return null;
      tell({ kind: 'folder', account, folder, atMs: nowMs });
      noticed(account, messages, nowMs);
      return findFolder(db, account, folder);
    },
    restartSweep(account, folder, generation, nowMs) {
      const restarted = restartSweep(db, account, folder, generation, nowMs);
      if (restarted) tell({ kind: 'folder', account, folder, atMs: nowMs });
      return restarted;
    },
    notice(account, messageId, job, nowMs) {
      const isNews = noticeMessage(db, jobs, { account, messageId }, job, nowMs);
      noticed(account, isNews ? 1 : 0, nowMs);
      return isNews;
    },

    message: (account, messageId) => findMessage(db, account, messageId),
    reopen(id) {
      reopenMessage(db, id);
      return mustFind(id);
    },
    saveMessage: (id, message) => saveMessage(db, id, message),
    body: (id) => readBody(db, id),
    saveListing(id, files, nowMs) {
      const listed = saveListing(db, id, files, nowMs);
      const { account, messageId } = mustFind(id);
      tell({ kind: 'listed', account, messageId, files: listed.map((file) => file.id), atMs: nowMs });
      return listed;
    },
    files: (id) => listFiles(db, id),
    startFile(id, nowMs) {
      startFile(db, id, nowMs);
      tell({ kind: 'file', ...findOwner(db, id), fileId: id, atMs: nowMs });
    },
    storeFile(id, stored, nowMs) {
      if (!storeFile(db, id, stored, nowMs, hasBytes)) return;
      if (storedFiles !== null) storedFiles += 1;
      tell({ kind: 'stored', ...findOwner(db, id), fileId: id, sizeBytes: stored.sizeBytes, atMs: nowMs });
    },
    settleFile(id, state, error, nowMs) {
      settleFile(db, id, state, error);
      tell({ kind: 'file', ...findOwner(db, id), fileId: id, atMs: nowMs });
    },
    complete(id, nowMs) {
      if (!completeMessage(db, id, nowMs)) return false;
      const { account, messageId } = mustFind(id);
      tell({ kind: 'complete', account, messageId, files: listFiles(db, id).length, atMs: nowMs });
      return true;
    },
    lose(id, nowMs) {
      if (!loseMessage(db, id)) return;
      const { account, messageId } = mustFind(id);
      tell({ kind: 'gone', account, messageId, atMs: nowMs });
    },
    giveUp(id, error, nowMs) {
      if (!giveUpMessage(db, id, error)) return;
      const { account, messageId } = mustFind(id);
      tell({ kind: 'needsYou', account, messageId, error, atMs: nowMs });
    },
    dismiss(id, nowMs) {
      dismissMessage(db, id, nowMs);
      const { account } = mustFind(id);
      noticed(account, 1, nowMs);
    },
    requeueFile(id, jobFor, nowMs) {
      const message = inTransaction(db, () => {
        const messageRow = requeueFile(db, id);
        if (messageRow === null) return null;
        reopenMessage(db, messageRow);
        const { account, messageId } = mustFind(messageRow);
        jobs.enqueue(jobFor(account, messageId), nowMs);
        return { account, messageId };
      });
      if (message === null) return null;
      storedFiles = null;
      tell({ kind: 'file', ...message, fileId: id, atMs: nowMs });
      noticed(message.account, 1, nowMs);
      return findFile(db, id);
    },

    recover: (jobFor, nowMs) => recoverIngest(db, jobs, jobFor, nowMs),
    newestBlobs: (limit) => newestBlobs(db, limit),
    loseBlob(sha256, jobFor, nowMs) {
      storedFiles = null;
      return loseBlob(db, jobs, sha256, jobFor, nowMs);
    },
    releaseBlob: (sha256) => releaseBlob(db, sha256),
    pruneJobs: (beforeMs, limit) => pruneJobs(db, 'ingest', beforeMs, limit),

    backlog: () => readBacklog(db),
    isBusy: (account, untilMs, ignoring) => isBusy(db, account, untilMs, ignoring),
    totals() {
      storedFiles ??= countStoredFiles(db);
      return { stored: storedFiles, ...countOpenFiles(db) };
    },
    storedBytes: () => sumStoredBytes(db),
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

function lostRow(): MailroomError {
  return new MailroomError('internal_error', {
    message: 'A row that was just stored cannot be read again.',
    remediation: 'This is a defect of Mailroom; please report it.',
  });
}

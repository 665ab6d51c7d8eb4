import type { FollowedFolder, IngestStatus } from '../../contract/ingest.ts';
import { syncKey } from '../core/ingest/ingest-jobs.ts';
import type { FolderRecord } from '../core/ingest/ingest-record.ts';
import type { Backlog } from '../core/ports/ingest-store.ts';
import type { Job } from '../core/ports/job-store.ts';
import type { Services } from './services.ts';

/** What is collected, how far it is and what it waits for. Rows I9 and I10. */
export function readIngestStatus(services: Services): IngestStatus {
  const { ingest, worker, looks } = services;
  const { stored, waiting, needsYou } = ingest.store.totals();
  const shortage = ingest.room.lastShortage();
  const seenMs = worker.standing() === null ? null : looks.lastMs();
  return {
    folders: followedFolders(services),
    pausedFor: shortage === null ? null : { ...shortage, waitingFiles: waiting },
    workerSeenAt: seenMs === null ? null : iso(seenMs),
    stored,
    needsYou,
    webhook: services.notifications.door.status(),
  };
}

export function followedFolders(services: Services): FollowedFolder[] {
  const { ingest, jobs, accounts, notifications } = services;
  const backlog = ingest.store.backlog();
  const mailboxes = new Map(accounts.list().map(({ id, address }) => [id, address]));
  return ingest.store.folders().map((record) => {
    const waiting = backlog.find(({ account, folder }) => account === record.account && folder === record.folder);
    const sync = jobs.findLive(syncKey(record.account, record.folder));
    const notifiedUntilMs = notifications.webhook.notifiedUntilMs(record);
    return describeFolder(record, mailboxes.get(record.account) ?? record.account, sync, waiting, notifiedUntilMs);
  });
}

function describeFolder(
  record: FolderRecord,
  mailbox: string,
  sync: Job | null,
  waiting: Backlog | undefined,
  notifiedUntilMs: number | null,
): FollowedFolder {
  return {
    account: record.account,
    mailbox,
    folder: record.folder,
    name: record.name,
    since: isoOrNull(record.sinceMs),
    phase: record.phase,
    lastLookAt: isoOrNull(record.lastRoundAtMs),
    nextLookAt: sync === null ? null : iso(sync.runAtMs),
    backlog: waiting?.messages ?? 0,
    oldestWaitingSince: isoOrNull(waiting?.oldestNoticedAtMs ?? null),
    notificationsUntil: isoOrNull(notifiedUntilMs),
    waitsFor: sync?.waitReason === 'poll' ? null : (sync?.waitReason ?? null),
  };
}

function isoOrNull(atMs: number | null): string | null {
  return atMs === null ? null : iso(atMs);
}

function iso(atMs: number): string {
  return new Date(atMs).toISOString();
}

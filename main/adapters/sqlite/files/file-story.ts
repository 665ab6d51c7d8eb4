import type { FileId } from '../../../../contract/files.ts';
import type { AccountId, JobId } from '../../../../contract/ids.ts';
import { messageKey } from '../../../core/ingest/ingest-jobs.ts';
import type { FileStory } from '../../../core/ports/file-index.ts';
import type { ReadDb } from '../connection.ts';
import { readRow, readRows } from '../run-statement.ts';
import { sql } from '../statement.ts';
import { readFiles } from './read-files.ts';
import { readRecipients } from './read-recipients.ts';

interface ById {
  readonly id: number;
}

interface StoryColumns {
  readonly sha256: string | null;
  readonly account: AccountId;
  readonly messageId: string;
  readonly folder: string | null;
  readonly internetMessageId: string | null;
  readonly recipients: string | null;
  readonly noticedAtMs: number;
  readonly queuedAtMs: number;
  readonly startedAtMs: number | null;
  readonly storedAtMs: number | null;
  readonly removedAtMs: number | null;
}

const MAX_ALSO_IN = 50;

/** A folder that is followed no more has no name here. */
const selectStory = sql<ById, StoryColumns>(`
  SELECT f.sha256, f.account, m.message_id AS messageId, coalesce(folder.name, m.folder_id) AS folder,
    m.internet_message_id AS internetMessageId, m.recipients, m.noticed_at_ms AS noticedAtMs,
    f.queued_at_ms AS queuedAtMs, f.started_at_ms AS startedAtMs, f.stored_at_ms AS storedAtMs,
    m.removed_at_ms AS removedAtMs
  FROM file AS f JOIN message AS m ON m.id = f.message
  LEFT JOIN mail_folder AS folder ON folder.account = m.account AND folder.folder_id = m.folder_id
  WHERE f.id = :id`);

const selectAlsoIn = sql<ById & { sha256: string; limit: number }, ById>(`
  SELECT id FROM file
  WHERE sha256 = :sha256 AND message <> (SELECT message FROM file WHERE id = :id) ORDER BY id DESC LIMIT :limit`);

/** Counted no further than somebody would read. */
const countMessages = sql<{ sha256: string }, { n: number }>(`
  SELECT count(DISTINCT message) AS n FROM (SELECT message FROM file WHERE sha256 = :sha256 LIMIT 10000)`);

/** What still runs, or else the newest dead letter. Finished jobs are not kept by their key. */
const selectJob = sql<{ key: string }, { id: JobId }>(`
  SELECT id FROM (
    SELECT 0 AS rank, CAST(id AS TEXT) AS id FROM job
    WHERE dedupe_key = :key AND state IN ('waiting', 'ready', 'leased', 'parked')
    UNION ALL
    SELECT 1, CAST(max(id) AS TEXT) FROM job INDEXED BY job_state WHERE state = 'dead' AND dedupe_key = :key
  ) WHERE id IS NOT NULL ORDER BY rank LIMIT 1`);

export function readFileStory(db: ReadDb, id: FileId): FileStory | null {
  const found = readRow(db, selectStory, { id: Number(id) });
  if (found === null) return null;
  const { sha256 } = found;
  const others = sha256 === null ? [] : readRows(db, selectAlsoIn, { id: Number(id), sha256, limit: MAX_ALSO_IN });
  const { to, cc } = readRecipients(found.recipients);
  return {
    alsoIn: [
      ...readFiles(
        db,
        others.map((other) => other.id),
      ),
    ],
    inMessages: sha256 === null ? 1 : (readRow(db, countMessages, { sha256 })?.n ?? 1),
    folder: found.folder,
    internetMessageId: found.internetMessageId,
    to: [...to, ...cc],
    jobId: readRow(db, selectJob, { key: messageKey(found.account, found.messageId) })?.id ?? null,
    noticedAt: iso(found.noticedAtMs),
    queuedAt: iso(found.queuedAtMs),
    startedAt: found.startedAtMs === null ? null : iso(found.startedAtMs),
    storedAt: found.storedAtMs === null ? null : iso(found.storedAtMs),
    removedAt: found.removedAtMs === null ? null : iso(found.removedAtMs),
  };
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}

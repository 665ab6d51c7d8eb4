import type { JobId } from '../../../../contract/ids.ts';
import type { ReplayScope } from '../../../../contract/jobs.ts';
import type { DownloadCounts, ScopedJob } from '../../../core/ports/replay-store.ts';
import type { ReadDb } from '../connection.ts';
import { findPlaces } from '../jobs/find-jobs.ts';
import { toJobId } from '../jobs/job-row.ts';
import { readRow, readRows } from '../run-statement.ts';
import { sql } from '../statement.ts';

interface ScopeRow {
  readonly id: number;
  readonly kind: string;
  readonly isOpen: number;
}

const selectScoped = sql<{ ids: string }, ScopeRow>(`
  SELECT job.id, kind, replayed_by IS NULL AND discarded_at_ms IS NULL AS isOpen
  FROM json_each(:ids) AS wanted CROSS JOIN job ON job.id = wanted.value WHERE state = 'dead'`);

/** Everything that one replay may hold. */
const MOST = 1_000_000;

export function readScope(db: ReadDb, scope: ReplayScope): readonly ScopedJob[] {
  const ids =
    scope.kind === 'jobs' ? [...new Set(scope.ids.map(Number))].toSorted((a, b) => a - b) : matching(db, scope);
  return readRows(db, selectScoped, { ids: JSON.stringify(ids) }).map(({ id, kind, isOpen }) => ({
    id: toJobId(id),
    kind,
    isOpen: isOpen === 1,
  }));
}

function matching(db: ReadDb, { filter, first }: ReplayScope & { kind: 'filter' }): readonly number[] {
  if (filter.fate !== undefined && filter.fate !== 'open') return [];
  const places = findPlaces(db, { ...filter, fate: 'open' }, null, MOST).toReversed();
  return places.slice(0, first).map(({ id }) => id);
}

const countJobs = sql<{ ids: string }, DownloadCounts>(`
  SELECT count(*) AS jobs, coalesce(sum(toFetch), 0) AS files, coalesce(sum(bytes), 0) AS bytes,
    coalesce(sum(stored), 0) AS alreadyStored, coalesce(sum(listed = 0), 0) AS unlisted
  FROM (
    SELECT job.id, count(file.id) AS listed, count(file.id) FILTER (WHERE file.state = 'stored') AS stored,
      count(file.id) FILTER (WHERE file.state IN ('queued', 'downloading', 'needsYou')) AS toFetch,
      coalesce(sum(coalesce(file.size_bytes, file.reported_bytes))
        FILTER (WHERE file.state IN ('queued', 'downloading', 'needsYou')), 0) AS bytes
    FROM json_each(:ids) AS wanted
    CROSS JOIN job ON job.id = wanted.value
    LEFT JOIN message ON message.account = job.mailbox
      AND message.message_id = json_extract(job.payload, '$.messageId')
    LEFT JOIN file ON file.message = message.id
    GROUP BY wanted.key)`);

export function countDownloads(db: ReadDb, ids: readonly JobId[]): DownloadCounts {
  const none = { jobs: 0, files: 0, bytes: 0, alreadyStored: 0, unlisted: 0 };
  return readRow(db, countJobs, { ids: JSON.stringify(ids.map(Number)) }) ?? none;
}

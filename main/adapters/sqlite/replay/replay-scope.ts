import type { JobId } from '../../../../contract/ids.ts';
import type { ReplayScope } from '../../../../contract/jobs.ts';
import type { DownloadCounts, ScopedJob } from '../../../core/ports/replay-store.ts';
import type { ReadDb } from '../connection.ts';
import { findOpen } from '../jobs/find-jobs.ts';
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

export function readScope(db: ReadDb, scope: ReplayScope): readonly ScopedJob[] {
  if (scope.kind === 'filter') {
    const { filter, first } = scope;
    if (filter.fate !== undefined && filter.fate !== 'open') return [];
    const open = findOpen(db, filter).slice(0, first);
    return open.map(({ id, kind }) => ({ id: toJobId(id), kind, isOpen: true }));
  }
  const ids = [...new Set(scope.ids.map(Number))].toSorted((a, b) => a - b);
  return readRows(db, selectScoped, { ids: JSON.stringify(ids) }).map(({ id, kind, isOpen }) => ({
    id: toJobId(id),
    kind,
    isOpen: isOpen === 1,
  }));
}

const countFiles = sql<{ ids: string }, Omit<DownloadCounts, 'jobs' | 'unlisted'> & { listed: number }>(`
  SELECT count(*) FILTER (WHERE file.state IN ('queued', 'downloading', 'needsYou')) AS files,
    coalesce(sum(coalesce(file.size_bytes, file.reported_bytes))
      FILTER (WHERE file.state IN ('queued', 'downloading', 'needsYou')), 0) AS bytes,
    count(*) FILTER (WHERE file.state = 'stored') AS alreadyStored, count(DISTINCT wanted.key) AS listed
  FROM json_each(:ids) AS wanted
  CROSS JOIN job ON job.id = wanted.value
  CROSS JOIN message ON message.account = job.mailbox AND message.message_id = json_extract(job.payload, '$.messageId')
  CROSS JOIN file ON file.message = message.id`);

export function countDownloads(db: ReadDb, ids: readonly JobId[]): DownloadCounts {
  const counted = readRow(db, countFiles, { ids: JSON.stringify(ids.map(Number)) });
  const { listed, ...files } = counted ?? { listed: 0, files: 0, bytes: 0, alreadyStored: 0 };
  return { jobs: ids.length, unlisted: ids.length - listed, ...files };
}

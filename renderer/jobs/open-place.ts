import { jobId, type JobId } from '../../contract/ids.ts';
import { jobCause, type CauseRow, type JobCause } from '../../contract/jobs.ts';

/** Why jobs died, together with what kind of work they were. */
export interface CauseName {
  readonly cause: JobCause;
  readonly kind: string;
}

/** What is open beside the list: a cause, one of its jobs, or a job that was opened by itself. */
export interface OpenPlace {
  readonly cause: CauseName | null;
  readonly job: JobId | null;
}

const nothing: OpenPlace = { cause: null, job: null };

/** Reads the `id` of the window's location: "41", "graph_4xx_403@ingest.fetch", or both with a slash between them. */
export function readPlace(id: string | null): OpenPlace {
  if (id === null) return nothing;
  const [first = '', ...rest] = id.split('/');
  const [cause, kind = ''] = first.split('@');
  const named = jobCause.safeParse(cause);
  const found = kind === '' || !named.success ? null : { cause: named.data, kind };
  const job = jobId.safeParse(found === null ? id : rest.join('/'));
  return { cause: found, job: job.success ? job.data : null };
}

export function writePlace({ cause, job }: OpenPlace): string | null {
  const parts = [cause === null ? null : causeKey(cause), job].filter((part) => part !== null);
  return parts.length === 0 ? null : parts.join('/');
}

export function causeKey({ cause, kind }: CauseName): string {
  return `${cause}@${kind}`;
}

export function isCause(row: CauseRow, name: CauseName | null): boolean {
  return name !== null && row.cause === name.cause && row.kind === name.kind;
}

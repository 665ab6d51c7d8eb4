import type { JobId } from '../../contract/ids.ts';
import type { ReplayScope } from '../../contract/jobs.ts';
import type { ApiClient } from '../client/connection.ts';

interface Discard {
  readonly scope: ReplayScope;
  readonly reason: string;
}

const pageRows = 500;

/** Discards each job of the scope for the same reason; gives how many. Ends early, keeping what it did, when aborted. */
export async function discardJobs(
  jobs: Pick<ApiClient['jobs'], 'discard' | 'page'>,
  { scope, reason }: Discard,
  tell: (done: number) => void,
  signal: AbortSignal,
): Promise<number> {
  const ids = scope.kind === 'jobs' ? scope.ids : await idsOf(jobs, scope);
  let done = 0;
  for (const id of ids) {
    if (signal.aborted) break;
    await jobs.discard({ id, reason, via: 'window' });
    done += 1;
    tell(done);
  }
  return done;
}

/** All of them before the first goes: a page would begin elsewhere once some are gone. */
async function idsOf(
  jobs: Pick<ApiClient['jobs'], 'page'>,
  { filter }: Extract<ReplayScope, { readonly kind: 'filter' }>,
): Promise<readonly JobId[]> {
  const ids: JobId[] = [];
  let after: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof jobs.page>> = await jobs.page({ filter, after, limit: pageRows });
    ids.push(...page.rows.map(({ id }) => id));
    after = page.nextKey;
  } while (after !== null);
  return ids;
}

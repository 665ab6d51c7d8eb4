import { InvalidArgumentError } from 'commander';
import type { JobId } from '../../contract/ids.ts';
import { actReason, type ReplayScope } from '../../contract/jobs.ts';
import { MailroomError } from '../core/mailroom-error.ts';
import { parseJobId } from './job-words.ts';
import { readWhere } from './read-where.ts';

export interface ScopeOptions {
  readonly where?: string;
  readonly first?: number;
}

/** Which jobs `jobs replay` and `jobs discard` mean: by id, or by `--where`; `--account` narrows the latter. */
export function readScope(
  verb: 'replay' | 'discard',
  ids: readonly string[],
  { where, first }: ScopeOptions,
  account: string | null,
): ReplayScope {
  if ((ids.length === 0) === (where === undefined))
    throw new MailroomError('usage_error', {
      message: 'Say which jobs: their ids, or --where. Nothing was done.',
      remediation: `For example: mailroom jobs ${verb} --where 'cause=disk_full' --dry-run`,
      field: 'where',
    });
  if (where === undefined) return { kind: 'jobs', ids: oldest(ids.map(parseJobId), first) };
  const filter = readWhere(where);
  const mailbox = filter.mailbox ?? account;
  const narrowed = mailbox === null ? filter : { ...filter, mailbox };
  return { kind: 'filter', filter: narrowed, ...(first === undefined ? {} : { first }) };
}

/** Jobs are numbered as they come. */
function oldest(ids: readonly JobId[], first: number | undefined): JobId[] {
  return ids.toSorted((a, b) => Number(a) - Number(b)).slice(0, first);
}

export function parseReason(text: string): string {
  const reason = actReason.safeParse(text);
  if (reason.success) return reason.data;
  throw new InvalidArgumentError('It must have 1 to 500 characters.');
}

export function parseCount(text: string): number {
  const count = /^\d{1,9}$/.test(text) ? Number(text) : 0;
  if (count >= 1) return count;
  throw new InvalidArgumentError('Give a number, at least 1.');
}

import { jobCause, type JobFilter } from '../../contract/jobs.ts';
import { MailroomError } from '../core/mailroom-error.ts';

const terms = ['cause', 'kind', 'mailbox', 'after', 'before'] as const;

/**
 * `cause=… kind=… mailbox=… after=… before=…`, and-ed. A moment is ISO 8601, and a day alone is its first moment in UTC.
 * Throws `usage_error` for anything else: a slip must not choose other jobs.
 */
export function readWhere(text: string): JobFilter {
  const filter: Record<string, string> = {};
  for (const term of text.trim().split(/\s+/)) {
    const [, name = '', value = ''] = /^([a-z]+)=(\S+)$/.exec(term) ?? [];
    if (!terms.some((known) => known === name))
      throw misread(term === '' ? 'Nothing' : `"${term}"`, 'is no term of it');
    if (name in filter) throw misread(`"${name}"`, 'is there twice');
    filter[name] = name === 'after' || name === 'before' ? readMoment(value) : value;
  }
  const { cause, ...others } = filter;
  const known = cause === undefined ? null : jobCause.safeParse(cause);
  if (known?.success === false) throw misread(`"${String(cause)}"`, 'is no cause; "mailroom jobs causes" lists them');
  return { ...others, ...(known === null ? {} : { cause: known.data }) };
}

function readMoment(text: string): string {
  const isMoment = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2}))?$/.test(text);
  const ms = isMoment ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(ms)) throw misread(`"${text}"`, 'is no moment such as 2026-11-21 or 2026-11-21T08:00:00Z');
  return new Date(ms).toISOString();
}

function misread(what: string, why: string): MailroomError {
  return new MailroomError('usage_error', {
    message: `--where is not understood: ${what} ${why}. Nothing was done.`,
    remediation: `Give ${terms.map((name) => `${name}=…`).join(' ')}, with spaces between them; all have to be true.`,
    field: 'where',
  });
}

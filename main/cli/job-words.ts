import { jobId, type JobId } from '../../contract/ids.ts';
import type { CauseRow, JobDetail, JobRow, LeftOutJob, ReplayEffect, ReplayRow } from '../../contract/jobs.ts';
import { MailroomError } from '../core/mailroom-error.ts';
import { formatBytes, formatClock } from './progress/format-amount.ts';
import { counted } from './row-words.ts';

/** A row of `jobs list` with `--json`. The order and the names are what scripts were written against. */
export function jobDocument(row: JobRow) {
  const { id, kind, title, state, cause, attempts, mailbox, messageId, correlationId, lastErrorAt } = row;
  return { id, kind, title, state, cause, attempts, mailbox, messageId, correlationId, lastErrorAt };
}

export function jobLine({ id, state, fate, title, causeWords, lastErrorAt }: JobRow): string {
  const at = lastErrorAt === null ? '' : formatClock(lastErrorAt, Date.now());
  const word = fate === null || fate === 'open' ? state : `${state}, ${fate}`;
  return `${id.padStart(7)}  ${at.padEnd(16)}  ${word.padEnd(14)}  ${title}${causeWords === null ? '' : ` · ${causeWords}`}`;
}

export function causeLines({ cause, kind, work, words, count, firstSeenAt, lastSeenAt }: CauseRow): readonly string[] {
  const seen = `${formatClock(firstSeenAt, Date.now())} to ${formatClock(lastSeenAt, Date.now())}`;
  return [`${String(count).padStart(7)}  ${work}: ${words}`, `         cause=${cause} kind=${kind} · ${seen}`];
}

export function detailLines(detail: JobDetail, withAttempts: boolean): readonly string[] {
  const { row, verdict, attempts, checkpoints, payload, files, history, actions } = detail;
  const marks = { done: '✓', open: '·', failed: '✗' } as const;
  const shown = withAttempts ? attempts : attempts.slice(-3);
  return [
    jobLine(row),
    `  ${verdict}`,
    ...checkpoints.map(
      ({ name, state, detail: more }) => `  ${marks[state]} ${name}${more === null ? '' : `: ${more}`}`,
    ),
    ...shown.map(({ n, startedAt, outcome, error }) => {
      const why = error === null ? '' : `: ${error.code}, ${error.detail}`;
      return `  attempt ${String(n)}  ${formatClock(startedAt, Date.now())}  ${outcome}${why}`;
    }),
    ...(files.length === 0 ? [] : [`  ${counted(files.length, 'file')}: ${files.map(({ id }) => id).join(', ')}`]),
    ...(row.outboxId === null ? [] : [`  message ${row.outboxId}`]),
    ...history.map(({ at, what, actor, reason }) => {
      return `  ${formatClock(at, Date.now())}  ${what} by ${actor}${reason === null ? '' : `: ${reason}`}`;
    }),
    `  payload ${payload.replace(/\s+/g, ' ')}`,
    `  You may: ${actions.length === 0 ? 'nothing' : actions.join(', ')}`,
  ];
}

/** What a replay would do, as a dry run counted it. */
export function effectLines(effect: ReplayEffect): readonly string[] {
  const { inScope, willReplay, downloads, sends, other, excluded, excludedCount, freeBytes } = effect;
  const unlisted =
    downloads.unlisted === 0 ? '' : ` and those of ${counted(downloads.unlisted, 'message')} not listed yet`;
  const stored = downloads.alreadyStored === 0 ? '' : `; skip ${String(downloads.alreadyStored)} already stored`;
  return [
    `${counted(inScope, 'dead job')} in scope, ${String(willReplay)} to be replayed:`,
    `  download ${counted(downloads.files, 'file')}, ${formatBytes(downloads.bytes)}${unlisted}${stored}`,
    `  send ${counted(sends, 'message')}; ${counted(other, 'other job')}; ${formatBytes(freeBytes)} free on disk`,
    ...leftOutLines(excluded, excludedCount),
  ];
}

/** The first of what something is not done to. */
export function leftOutLines(leftOut: readonly LeftOutJob[], count: number): readonly string[] {
  const named = leftOut.slice(0, 20).map(({ id, title, why }) => `  left out: ${id} ${title}. ${why}`);
  const more = count - named.length;
  return [...named, ...(more > 0 ? [`  left out: ${String(more)} more`] : [])];
}

export function replayLine(row: ReplayRow): string {
  const { id, scopeWords, state, moved, total, skipped, succeeded, failed } = row;
  const words = { running: 'Running', stopped: 'Stopped', stoppedByRule: 'Stopped by its rule', finished: 'Finished' };
  const passed = skipped === 0 ? '' : ` · ${String(skipped)} dealt with meanwhile`;
  return `${id}  ${words[state]}: ${scopeWords} · moved ${String(moved)} of ${String(total)} · done ${String(succeeded)} · failed ${String(failed)}${passed}`;
}

export function parseJobId(text: string): JobId {
  const parsed = jobId.safeParse(text.replace(/^#/, ''));
  if (parsed.success) return parsed.data;
  throw new MailroomError('usage_error', {
    message: 'That is not the id of a job. Nothing was changed.',
    remediation: 'mailroom jobs list shows the ids.',
    field: 'id',
  });
}

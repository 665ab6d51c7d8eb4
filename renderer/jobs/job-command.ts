import type { JobFilter, ReplayPace, ReplayScope } from '../../contract/jobs.ts';

/** The command line that shows the same job. */
export function showCommand(id: string): string {
  return `mailroom jobs show ${id}`;
}

/**
 * The command line that would do the same replay; it asks there too before anything moves. Null for a scope that `--where`
 * cannot say: words that were searched for, or nothing that narrows.
 */
export function replayCommand(scope: ReplayScope, pace: ReplayPace, reason: string): string | null {
  const words = ['mailroom jobs replay'];
  if (scope.kind === 'jobs') words.push(...scope.ids);
  else {
    const where = whereOf(scope.filter);
    if (where === null) return null;
    words.push('--where', quote(where));
    if (scope.first !== undefined) words.push('--first', String(scope.first));
  }
  words.push('--rate', String(pace.perMinute));
  if (pace.cap !== null) words.push('--cap', String(pace.cap));
  words.push('--stop-after', pace.stopRule === null ? 'never' : `${pace.stopRule.failures}/${pace.stopRule.outOf}`);
  if (reason !== '') words.push('--reason', quote(reason));
  return words.join(' ');
}

/** Terms and-ed, as `--where` reads them: without spaces in a value. */
function whereOf({ cause, kind, mailbox, after, before, text }: JobFilter): string | null {
  const terms = Object.entries({ cause, kind, mailbox, after, before }).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}=${value}`],
  );
  return text !== undefined || terms.length === 0 || terms.some((term) => /\s/.test(term)) ? null : terms.join(' ');
}

function quote(words: string): string {
  return `'${words.replaceAll("'", `'\\''`)}'`;
}

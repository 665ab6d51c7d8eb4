import type { JobFilter, ReplayPace, ReplayScope } from '../../contract/jobs.ts';

/** The command line that shows the same job. */
export function showCommand(id: string): string {
  return `mailroom jobs show ${id}`;
}

/** The command line that would do the same replay; nothing moves before it is confirmed there too. */
export function replayCommand(scope: ReplayScope, pace: ReplayPace, reason: string): string {
  const words = ['mailroom jobs replay'];
  if (scope.kind === 'jobs') words.push(...scope.ids);
  else {
    words.push('--where', quote(whereOf(scope.filter)));
    if (scope.first !== undefined) words.push('--first', String(scope.first));
  }
  words.push('--rate', String(pace.perMinute));
  if (pace.cap !== null) words.push('--cap', String(pace.cap));
  if (pace.stopRule !== null)
    words.push('--stop-if', `${String(pace.stopRule.failures)}/${String(pace.stopRule.outOf)}`);
  if (reason !== '') words.push('--reason', quote(reason));
  return words.join(' ');
}

/** Terms and-ed, as `--where` reads them. */
export function whereOf({ cause, kind, mailbox, after, before, text }: JobFilter): string {
  const terms = { cause, kind, mailbox, after, before, text };
  return Object.entries(terms)
    .flatMap(([name, value]) => (value === undefined ? [] : [`${name}=${/\s/.test(value) ? `"${value}"` : value}`]))
    .join(' ');
}

function quote(words: string): string {
  return `'${words.replaceAll("'", `'\\''`)}'`;
}

import type { MergeCheck, MergeCounts, MergeLine, MergeRow } from '../../contract/merge.ts';
import { formatClock, formatTimeLeft } from './progress/format-amount.ts';
import { counted } from './row-words.ts';

/** So many rows with a problem are named; all are counted. */
const NAMED = 20;

export function checkLines(check: MergeCheck): readonly string[] {
  const { rows, ready, blocked, problems, lines, takesMs, unknownVariables } = check;
  const wrong = lines.filter((line) => line.problems.length > 0);
  const more = wrong.length - NAMED;
  return [
    `${counted(rows, 'row')}: ${String(ready)} to send, ${String(blocked)} left out.${takesMs === 0 ? '' : ` It takes ${formatTimeLeft(takesMs)}.`}`,
    ...(unknownVariables.length === 0
      ? []
      : [`No column gives ${unknownVariables.map((name) => `{{${name}}}`).join(', ')}.`]),
    ...problems.map(({ kind, rows: found }) => `  ${kind}: ${counted(found, 'row')}`),
    ...wrong.slice(0, NAMED).map(problemLine),
    ...(more > 0 ? [`  and ${counted(more, 'more row')}; --json has them all`] : []),
  ];
}

function problemLine({ row, to, problems }: MergeLine): string {
  return `  row ${String(row)}  ${to === '' ? '–' : to}  ${problems.map(({ message }) => message).join(' ')}`;
}

export function mergeLine(row: MergeRow): string {
  const { id, name, state, reason, rows, counts, endsAt } = row;
  const until = endsAt === null ? '' : `, done at about ${formatClock(endsAt, Date.now())}`;
  const why = reason === null ? '' : ` · ${reason}`;
  return `${id}  ${state.padEnd(9)}  ${name}, ${counted(rows, 'row')}: ${countWords(counts)}${until}${why}`;
}

const words = [
  ['went', 'went'],
  ['waiting', 'on their way'],
  ['unsure', 'not certain'],
  ['failed', 'failed'],
  ['drafts', 'kept as drafts'],
  ['unmade', 'to be made'],
  ['leftOut', 'left out'],
  ['discarded', 'discarded'],
] as const satisfies readonly (readonly [keyof MergeCounts, string])[];

/** How many went comes first, whatever it is. */
function countWords(counts: MergeCounts): string {
  return words
    .filter(([kind]) => kind === 'went' || counts[kind] > 0)
    .map(([kind, said]) => `${String(counts[kind])} ${said}`)
    .join(', ');
}

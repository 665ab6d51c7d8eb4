import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import type { MergeCheck, MergePlan } from '../../contract/merge.ts';
import { useClient } from '../app/connection.tsx';
import { Button } from '../ui/Button.tsx';
import { countWords, formatCount } from '../ui/format/count-words.ts';
import { formatTimeLeft } from '../ui/format/format-time.ts';
import { problemWords } from './problem-words.ts';
import { RowList } from './RowList.tsx';

export interface CheckStepProps {
  readonly check: MergeCheck;
  readonly table: File;
  readonly plan: MergePlan;
  readonly account: string | null;
}

/** What every row would become, rows with problems first, and any of them as its recipients would get it. */
export function CheckStep({ check, table, plan, account }: CheckStepProps): ReactElement {
  const client = useClient();
  const [index, setIndex] = useState(0);
  const ready = check.lines.filter(({ problems }) => !problems.some(({ blocks }) => blocks));
  const row = ready[Math.min(index, ready.length - 1)]?.row ?? check.lines[0]?.row ?? 2;
  const { data: preview } = useQuery({
    queryKey: ['merge.preview', table.name, table.lastModified, plan, row],
    queryFn: () => client.merge.preview({ account, table: { name: table.name, bytes: table }, plan, row }),
    placeholderData: keepPreviousData,
    gcTime: 0,
    retry: false,
  });
  return (
    <section className="merge-step" aria-label="Check">
      <h3>Check</h3>
      <p role="status">
        <b>{countWords(check.ready, 'row')}</b> ready, {formatCount(check.blocked)} to be left out.{' '}
        {check.takesMs === 0 ? 'All are sent at once.' : `Sending takes ${formatTimeLeft(check.takesMs)}.`}
      </p>
      {check.problems.length === 0 ? null : (
        <ul className="merge-problems">
          {check.problems.map(({ kind, rows }) => (
            <li key={kind}>
              {problemWords[kind]}: {countWords(rows, 'row')}
            </li>
          ))}
        </ul>
      )}
      <div className="merge-rows">
        <RowList
          label="Rows, those with problems first"
          rows={check.lines.map((line) => ({
            key: line.row,
            number: line.row,
            title: line.to === '' ? 'No address' : line.to,
            words: line.problems.map(({ message }) => message).join(' '),
            ...(line.problems.some(({ blocks }) => blocks)
              ? ({ aside: 'left out', tone: 'brick' } as const)
              : ({ aside: 'ready', tone: line.problems.length > 0 ? 'amber' : 'moss' } as const)),
          }))}
          onOpen={(at) => setIndex(ready.findIndex((line) => line.row === check.lines[at]?.row))}
        />
      </div>
      {preview === undefined || ready.length === 0 ? null : (
        <article className="merge-preview" aria-label={`Row ${String(preview.row)} as it will arrive`}>
          <div className="merge-line">
            <Button
              onPress={() => setIndex(Math.max(0, index - 1))}
              unavailable={index <= 0 ? 'This is the first.' : null}
            >
              Previous
            </Button>
            <Button
              onPress={() => setIndex(index + 1)}
              unavailable={index >= ready.length - 1 ? 'This is the last.' : null}
            >
              Next
            </Button>
            <p>
              Row {preview.row}, {formatCount(Math.min(index, ready.length - 1) + 1)} of {formatCount(ready.length)} to{' '}
              {preview.to.join('; ')}
            </p>
          </div>
          <h4>{preview.subject === '' ? 'No subject' : preview.subject}</h4>
          <p className="merge-text">{textOf(preview.html)}</p>
        </article>
      )}
    </section>
  );
}

/** The words alone: nothing of somebody's table is ever run or fetched to look at it. */
function textOf(html: string): string {
  const parsed = new DOMParser().parseFromString(html.replace(/<(br|\/p|\/div|\/li|\/tr)\b/gi, '\n<$1'), 'text/html');
  return parsed.body.textContent.trim();
}

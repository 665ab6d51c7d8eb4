import type { ReactElement } from 'react';
import type { LeftOutJob } from '../../contract/jobs.ts';
import { countWords } from '../ui/format/count-words.ts';
import './LeftOutJobs.css';

/** What something is not done to, each with its reason. Not all of them are named where they are many. */
export function LeftOutJobs(props: {
  readonly named: readonly LeftOutJob[];
  readonly count: number;
}): ReactElement | null {
  const { named, count } = props;
  if (count === 0) return null;
  const byReason = Map.groupBy(named, ({ why }) => why);
  const unnamed = count - named.length;
  return (
    <div className="left-out-jobs">
      <p>{countWords(count, 'job is', 'jobs are')} left out, each with its reason:</p>
      {[...byReason].map(([why, jobs]) => (
        <details key={why} open={jobs.length <= 5}>
          <summary>
            {countWords(jobs.length, 'job')}: {why}
          </summary>
          <ul tabIndex={0} aria-label={why}>
            {jobs.map(({ id, title }) => (
              <li key={id}>
                {title} <span className="mono">{id}</span>
              </li>
            ))}
          </ul>
        </details>
      ))}
      {unnamed > 0 ? <p>and {countWords(unnamed, 'job')} more.</p> : null}
    </div>
  );
}

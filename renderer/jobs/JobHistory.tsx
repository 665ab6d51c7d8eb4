import type { ReactElement } from 'react';
import type { JobDetail } from '../../contract/jobs.ts';
import { formatMoment, formatSecond } from '../ui/format/format-time.ts';
import { historyWords } from './job-words.ts';

/** What was done to it, by whom and why. */
export function JobHistory(props: {
  readonly history: JobDetail['history'];
  readonly nowMs: number;
}): ReactElement | null {
  if (props.history.length === 0) return null;
  return (
    <>
      <h3 className="detail-section" id="job-history">
        History
      </h3>
      <table className="table journal" aria-labelledby="job-history">
        <tbody>
          {props.history.map(({ at, what, actor, reason }, index) => (
            <tr key={`${at} ${String(index)}`}>
              <td className="mono fixed">
                <time dateTime={at} title={formatMoment(at)}>
                  {formatSecond(at, props.nowMs)}
                </time>
              </td>
              <td className="journal-what">
                {historyWords(what)}
                {reason === null ? '' : `: “${reason}”`}
              </td>
              <td className="fixed">{actor}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

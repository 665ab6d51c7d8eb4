import { useState, type ReactElement } from 'react';
import type { JobAttempt } from '../../contract/jobs.ts';
import { Choice } from '../ui/Choice.tsx';
import { formatDuration, formatMoment, formatSecond } from '../ui/format/format-time.ts';
import { attemptWords } from './job-words.ts';

type Look = 'compact' | 'full' | 'json';

const looks = [
  { value: 'compact', words: 'Compact' },
  { value: 'full', words: 'Full' },
  { value: 'json', words: 'JSON' },
] as const;

/** Row J4: each try, when, for how long and how it ended; in full with what was answered, or as data. */
export function Attempts(props: { readonly attempts: readonly JobAttempt[]; readonly nowMs: number }): ReactElement {
  const { attempts, nowMs } = props;
  const [look, setLook] = useState<Look>('compact');
  return (
    <section aria-labelledby="attempts">
      <div className="job-section">
        <h3 className="detail-section" id="attempts">
          Attempts
        </h3>
        {attempts.length === 0 ? null : (
          <Choice label="Show attempts" isLabelHidden value={look} options={looks} onChange={setLook} />
        )}
      </div>
      {attempts.length === 0 ? (
        <p className="job-none">Never tried.</p>
      ) : look === 'json' ? (
        <pre className="payload mono" tabIndex={0} aria-label="Attempts as JSON">
          {JSON.stringify(attempts, null, 2)}
        </pre>
      ) : (
        <ol className="attempts">
          {attempts.map((attempt) => (
            <Attempt key={attempt.n} attempt={attempt} isFull={look === 'full'} nowMs={nowMs} />
          ))}
        </ol>
      )}
    </section>
  );
}

interface AttemptProps {
  readonly attempt: JobAttempt;
  readonly isFull: boolean;
  readonly nowMs: number;
}

function Attempt({ attempt, isFull, nowMs }: AttemptProps): ReactElement {
  const { n, startedAt, endedAt, error } = attempt;
  const { words, tone } = attemptWords(attempt);
  const took = endedAt === null ? '' : tookWords(Date.parse(endedAt) - Date.parse(startedAt));
  return (
    <li className="attempt" data-tone={tone}>
      <span className="attempt-n">{n}</span>
      <time className="mono" dateTime={startedAt} title={formatMoment(startedAt)}>
        {formatSecond(startedAt, nowMs)}
      </time>
      <span className="attempt-words">
        <span className="tone">{words}</span>
        {error === null
          ? ''
          : `: ${error.code}${error.httpStatus === null ? '' : `, HTTP ${String(error.httpStatus)}`}`}
      </span>
      <span className="attempt-took">{took}</span>
      {isFull && error !== null ? (
        <span className="attempt-detail">
          {error.detail}
          {error.requestId === null ? null : <span className="mono">Request {error.requestId}</span>}
        </span>
      ) : null}
    </li>
  );
}

function tookWords(tookMs: number): string {
  return tookMs < 1000 ? `${String(tookMs)} ms` : formatDuration(tookMs);
}

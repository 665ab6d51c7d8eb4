import type { ReactElement } from 'react';
import type { JobId } from '../../contract/ids.ts';
import type { JobDetail as Detail } from '../../contract/jobs.ts';
import { commands } from '../app/commands.ts';
import { copyText } from '../app/copy-text.ts';
import { FaultDetails } from '../app/FaultNote.tsx';
import { useOpenCommand } from '../app/use-copy-command.ts';
import { useNow } from '../app/use-now.ts';
import { keysOf, useShortcut } from '../app/use-shortcut.ts';
import { Button } from '../ui/Button.tsx';
import { formatTime } from '../ui/format/format-time.ts';
import { Waybill } from '../ui/Waybill.tsx';
import { Attempts } from './Attempts.tsx';
import { checkpointStages } from './checkpoint-stages.ts';
import { JobActions } from './JobActions.tsx';
import { JobHistory } from './JobHistory.tsx';
import { JobLinks } from './JobLinks.tsx';
import { jobTone, stateWord } from './job-words.ts';
import type { JobsAsk } from './jobs-ask.ts';
import './JobDetail.css';

export interface JobDetailProps {
  readonly detail: Detail;
  /** Where Back leads, such as "the cause"; null where the list stands beside. */
  readonly back: string | null;
  readonly onBack: () => void;
  readonly onOpen: (id: JobId) => void;
  readonly onAsk: (ask: JobsAsk) => void;
}

/** One job in full: title, checkpoints, verdict, what it is about, attempts, payload, history, and what can be done. */
export function JobDetail({ detail, back, onBack, onOpen, onAsk }: JobDetailProps): ReactElement {
  const { row, error } = detail;
  const nowMs = useNow(15_000);
  useShortcut('copyId', () => copyText(row.id, 'Id copied'));
  useOpenCommand(commands['jobs.show'](row.id));
  const tone = jobTone(row);
  return (
    <article className="detail job-detail">
      {back === null ? null : (
        <div className="job-back">
          <Button look="quiet" onPress={onBack} autoFocus>
            ← Back to {back}
          </Button>
        </div>
      )}
      <header>
        <h2 className="detail-title">{row.title}</h2>
        <p className="detail-lead">
          <span className="tone" data-tone={tone}>
            {stateWord(row)}
          </span>
          {row.causeWords === null ? '' : `: ${row.causeWords}`}
          {row.waitsFor === null ? '' : `: ${row.waitsFor}`}
          {row.state === 'waiting' ? `, due ${formatTime(row.runAt, nowMs)}` : ''}
        </p>
      </header>
      {detail.checkpoints.length === 0 ? null : <Waybill stages={checkpointStages(detail.checkpoints)} tone={tone} />}
      <p className="detail-verdict" data-tone={tone}>
        {detail.verdict}
      </p>
      <JobLinks detail={detail} onOpen={onOpen} />
      <Attempts attempts={detail.attempts} nowMs={nowMs} />
      <h3 className="detail-section" id="payload">
        Payload
      </h3>
      <pre className="payload mono" tabIndex={0} aria-labelledby="payload">
        {detail.payload}
      </pre>
      <JobHistory history={detail.history} nowMs={nowMs} />
      {error === null ? null : (
        <details className="detail-error">
          <summary>Details</summary>
          <FaultDetails fault={{ error, correlationId: row.correlationId }} />
        </details>
      )}
      <footer className="detail-foot">
        <JobActions key={row.id} detail={detail} onAsk={onAsk} onOpen={onOpen} />
        <span className="detail-hint">
          <kbd>{keysOf('copyCommand')}</kbd> copies this as a command
        </span>
      </footer>
    </article>
  );
}

import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import type { ReplayId, ReplayRow } from '../../contract/jobs.ts';
import { commands } from '../app/commands.ts';
import { useClient, useConnectionState } from '../app/connection.tsx';
import { FaultNote } from '../app/FaultNote.tsx';
import { useAction } from '../app/use-action.ts';
import { useNow } from '../app/use-now.ts';
import { useStream } from '../app/use-stream.ts';
import { announce } from '../ui/announce.ts';
import { Button } from '../ui/Button.tsx';
import { keptWords, replayProgress, replayState, shownReplays } from './replay-words.ts';
import { useJobsRights } from './use-jobs-rights.ts';
import { useReplays } from './use-replays.ts';

/** Replays stand above everything else for as long as they run, and a while after. */
export function ReplayRows(): ReactElement | null {
  const client = useClient();
  const nowMs = useNow(15_000);
  const { take } = useReplays();
  const { data = [] } = useQuery({
    queryKey: ['jobs', 'replays'],
    queryFn: () => client.jobs.replays.list({ limit: 20 }),
    enabled: useConnectionState() === 'connected',
  });
  const shown = shownReplays(data, nowMs);
  if (shown.length === 0) return null;
  return (
    <ul className="replays" aria-label="Replays">
      {shown.map((row) => (
        <ReplayLine key={row.id} row={row} nowMs={nowMs} onChange={take} />
      ))}
    </ul>
  );
}

interface ReplayLineProps {
  readonly row: ReplayRow;
  readonly nowMs: number;
  readonly onChange: (row: ReplayRow) => void;
}

function ReplayLine({ row, nowMs, onChange }: ReplayLineProps): ReactElement {
  const client = useClient();
  const { mayRetry } = useJobsRights();
  const isRunning = row.state === 'running';
  useStream(
    isRunning ? `jobs.replays.watch ${row.id}` : null,
    (engine, signal) => engine.jobs.replays.watch({ id: row.id }, { signal }),
    onChange,
  );
  const input: { readonly id: ReplayId; readonly reason: null; readonly via: 'window' } = {
    id: row.id,
    reason: null,
    via: 'window',
  };
  const stop = useAction(
    () => client.jobs.replays.stop(input),
    (stopped) => {
      onChange(stopped);
      announce(`The replay stopped and ${keptWords(stopped)}`);
    },
  );
  const resume = useAction(
    () => client.jobs.replays.resume(input),
    (resumed) => {
      onChange(resumed);
      announce('The replay goes on');
    },
  );
  const { words, tone } = replayState(row, nowMs);
  const fault = stop.fault ?? resume.fault;
  return (
    <li className="replay" data-tone={tone}>
      <p className="replay-head">
        <b>Replay of {row.scopeWords}</b>
        {!mayRetry ? null : isRunning ? (
          <Button
            onPress={() => stop.run(undefined)}
            isPending={stop.isRunning}
            command={commands['jobs.replays.stop'](row.id)}
          >
            Stop
          </Button>
        ) : row.state === 'finished' ? null : (
          <Button
            onPress={() => resume.run(undefined)}
            isPending={resume.isRunning}
            command={commands['jobs.replays.resume'](row.id)}
          >
            Resume
          </Button>
        )}
      </p>
      <span
        className="replay-track"
        role="progressbar"
        aria-label={`Replay of ${row.scopeWords}`}
        aria-valuemin={0}
        aria-valuemax={Math.max(1, row.total)}
        aria-valuenow={row.moved + row.skipped}
        aria-valuetext={replayProgress(row)}
      >
        <i style={{ width: `${String(row.total === 0 ? 100 : ((row.moved + row.skipped) * 100) / row.total)}%` }} />
      </span>
      <p className="replay-words">
        <span className="tone">{words}.</span> {replayProgress(row)}.
        {isRunning && mayRetry ? ` Stop ${keptWords(row)}.` : ''}
      </p>
      {fault === null ? null : <FaultNote fault={fault} />}
    </li>
  );
}

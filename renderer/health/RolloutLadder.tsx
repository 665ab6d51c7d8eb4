import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import type { RolloutStatus } from '../../contract/flags.ts';
import { commands } from '../app/commands.ts';
import { useClient, useConnectionState } from '../app/connection.tsx';
import { readFault } from '../app/fault.ts';
import { FaultNote } from '../app/FaultNote.tsx';
import { useAction } from '../app/use-action.ts';
import { ReasonDialog } from '../jobs/ReasonDialog.tsx';
import { announce } from '../ui/announce.ts';
import { Button } from '../ui/Button.tsx';
import { formatTime } from '../ui/format/format-time.ts';
import { RolloutGates } from './RolloutGates.tsx';
import { standWords } from './rollout-words.ts';

/** The controller looks every minute or so, from another process. */
const refreshMs = 15_000;
const key = ['rollout'];

type Steer = 'promote' | 'hold' | 'abort' | 'resume';

const steerWords: Readonly<Record<Steer, { readonly verb: string; readonly what: string }>> = {
  promote: { verb: 'Promote', what: 'One step up, whatever the gates say. The controller goes on from there.' },
  hold: { verb: 'Hold', what: 'It stays where it is until a person lets it go on.' },
  abort: { verb: 'Abort', what: 'Nobody is let in any more. Messages wait and nothing is lost.' },
  resume: { verb: 'Resume', what: 'The controller goes on from here by its gates.' },
};

/** How far a rollout is, what each gate asks and saw, and what a person may say to it. */
export function RolloutLadder({ nowMs }: { readonly nowMs: number }): ReactElement {
  const client = useClient();
  const isConnected = useConnectionState() === 'connected';
  const { data, error } = useQuery({
    queryKey: key,
    queryFn: () => client.rollout.status({}),
    refetchInterval: refreshMs,
    enabled: isConnected,
  });
  return (
    <section className="rollout" aria-label="Rollout">
      <h2>Rollout</h2>
      {error === null ? null : <FaultNote fault={readFault(error)} />}
      {data === undefined ? null : <Ladder status={data} nowMs={nowMs} />}
    </section>
  );
}

function Ladder({ status, nowMs }: { readonly status: RolloutStatus; readonly nowMs: number }): ReactElement {
  const client = useClient();
  const queries = useQueryClient();
  const [asking, setAsking] = useState<Steer | null>(null);
  const steer = useAction(
    (order: { readonly action: Steer; readonly reason: string }) => client.rollout.steer({ ...order, via: 'window' }),
    (next) => {
      queries.setQueryData(key, next);
      setAsking(null);
      announce(standWords(next));
    },
  );
  const { steering, problem } = status;
  return (
    <>
      <p className="health-none">{standWords(status)}</p>
      {problem === null ? null : <p className="rollout-problem">{problem}</p>}
      {steering === null ? null : (
        <>
          <RolloutGates status={status} nowMs={nowMs} />
          <div className="rollout-actions">
            {(steering === 'automatic'
              ? (['promote', 'hold', 'abort'] as const)
              : (['resume', 'promote', 'abort'] as const)
            ).map((action) => (
              <Button key={action} look={action === 'abort' ? 'danger' : 'plain'} onPress={() => setAsking(action)}>
                {steerWords[action].verb}…
              </Button>
            ))}
          </div>
          <Decisions status={status} nowMs={nowMs} />
        </>
      )}
      {asking === null ? null : (
        <ReasonDialog
          title={`${steerWords[asking].verb} the rollout?`}
          verb={steerWords[asking].verb}
          isDanger={asking === 'abort'}
          isRunning={steer.isRunning}
          fault={steer.fault}
          command={(reason) => commands['rollout.steer'](asking, reason)}
          onConfirm={(reason) => steer.run({ action: asking, reason })}
          onClose={() => {
            setAsking(null);
            steer.forget();
          }}
        >
          <p>{steerWords[asking].what}</p>
        </ReasonDialog>
      )}
    </>
  );
}

const shownDecisions = 3;

function Decisions({ status, nowMs }: { readonly status: RolloutStatus; readonly nowMs: number }): ReactElement | null {
  if (status.decisions.length === 0) return null;
  return (
    <ul className="rollout-decisions" aria-label="Last decisions">
      {status.decisions.slice(0, shownDecisions).map((decision) => (
        <li key={`${decision.at} ${decision.action}`}>
          {formatTime(decision.at, nowMs)} {decision.because} {decision.actor}
          {decision.reason === null ? '' : `: ${decision.reason}`}
        </li>
      ))}
    </ul>
  );
}

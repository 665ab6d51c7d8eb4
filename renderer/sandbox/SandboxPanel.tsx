import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import type { SandboxFault, SandboxState } from '../../contract/shell.ts';
import { useClient } from '../app/connection.tsx';
import { readFault } from '../app/fault.ts';
import { FaultNote } from '../app/FaultNote.tsx';
import { useShellStatus } from '../app/use-shell-status.ts';
import { announce } from '../ui/announce.ts';
import { Button } from '../ui/Button.tsx';
import { Delivered } from './Delivered.tsx';
import { faultWords, remainingWords } from './fault-words.ts';
import './sandbox.css';

const key = ['sandbox'];
const refreshMs = 2000;

/** Causes failures in the sandbox tenant on purpose, and shows what the tenant itself says it delivered. */
export function SandboxPanel(): ReactElement | null {
  const client = useClient();
  const queries = useQueryClient();
  const isSandbox = useShellStatus()?.tenant === 'sandbox';
  // The tenant is another service with no stream of its own; it is asked only while somebody looks.
  const state = useQuery({
    queryKey: key,
    queryFn: () => client.sandbox.state({}),
    refetchInterval: refreshMs,
    enabled: isSandbox,
  });
  const keep = (next: SandboxState): void => void queries.setQueryData(key, next);
  const cause = useMutation({
    mutationFn: (fault: SandboxFault) => client.sandbox.cause({ fault }),
    onSuccess: keep,
  });
  const clear = useMutation({ mutationFn: () => client.sandbox.clear({}), onSuccess: keep });
  if (!isSandbox) return null;
  const active = state.data?.active ?? [];
  const thrown = cause.error ?? clear.error ?? state.error;
  return (
    <div className="sandbox">
      <p>Fictional mailboxes on this computer. Cause a failure and watch what Mailroom does.</p>
      {thrown === null ? null : <FaultNote fault={readFault(thrown)} />}
      <div className="sandbox-heading">
        <h2>Failures</h2>
        <Button
          look="quiet"
          onPress={() => clear.mutate(undefined, { onSuccess: () => announce('All failures cleared') })}
          unavailable={active.length === 0 ? 'No failure is active.' : null}
        >
          Clear all
        </Button>
      </div>
      <ul className="sandbox-faults">
        {faultWords.map(({ fault, name, effect }) => {
          const running = active.find((one) => one.fault === fault);
          return (
            <li key={fault} data-active={running !== undefined || undefined}>
              <div>
                <p className="sandbox-fault-name">
                  {name}
                  {running === undefined ? null : <span>Active, {remainingWords(running.remaining)}</span>}
                </p>
                <p id={`fault-${fault}`}>{effect}</p>
              </div>
              <Button
                label={`Cause: ${name}`}
                onPress={() => cause.mutate(fault, { onSuccess: () => announce(`${name}: active`) })}
              >
                Cause
              </Button>
            </li>
          );
        })}
      </ul>
      <Delivered state={state.data} />
    </div>
  );
}

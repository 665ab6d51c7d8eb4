import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState, type ReactElement } from 'react';
import type { JobId } from '../../contract/ids.ts';
import type { JobDetail, JobRow } from '../../contract/jobs.ts';
import { commands } from '../app/commands.ts';
import { useClient } from '../app/connection.tsx';
import { FaultNote } from '../app/FaultNote.tsx';
import { useAction } from '../app/use-action.ts';
import { keysOf, useShortcut } from '../app/use-shortcut.ts';
import { useKeptFocus } from '../outbox/use-kept-focus.ts';
import { announce } from '../ui/announce.ts';
import { Button } from '../ui/Button.tsx';
import type { JobsAsk, ScopeOffer } from './jobs-ask.ts';
import { ReasonDialog } from './ReasonDialog.tsx';
import { jobInFocus } from './use-retry-in-focus.ts';

export interface JobActionsProps {
  readonly detail: JobDetail;
  readonly onAsk: (ask: JobsAsk) => void;
  readonly onOpen: (id: JobId) => void;
}

type Act = { readonly verb: 'retry' | 'unpark' } | { readonly verb: 'park' | 'discard'; readonly reason: string };

const doneWords = {
  retry: 'It is tried again now.',
  park: 'Parked.',
  unpark: 'It is back in the queue.',
  discard: 'Discarded. Retry takes that back.',
} as const;

/** What can be done with one job. What puts it away asks for a reason. */
export function JobActions({ detail, onAsk, onOpen }: JobActionsProps): ReactElement {
  const { row, actions, editable } = detail;
  const client = useClient();
  const queries = useQueryClient();
  const [asked, setAsked] = useState<'park' | 'discard' | null>(null);
  const can = (verb: JobDetail['actions'][number]): boolean => actions.includes(verb);

  function act(input: Act): Promise<JobRow> {
    const named = { id: row.id, via: 'window' } as const;
    switch (input.verb) {
      case 'retry':
        return client.jobs.retry({ ...named, reason: null });
      case 'unpark':
        return client.jobs.unpark({ ...named, reason: null });
      case 'park':
        return client.jobs.park({ ...named, reason: input.reason });
      case 'discard':
        return client.jobs.discard({ ...named, reason: input.reason });
    }
  }
  const action = useAction(
    async (input: Act) => ({ verb: input.verb, changed: await act(input) }),
    ({ verb, changed }) => {
      setAsked(null);
      announce(doneWords[verb]);
      void queries.invalidateQueries({ queryKey: ['jobs'] });
      // A dead job's successor is what goes on.
      if (changed.id !== row.id) onOpen(changed.id);
    },
  );
  const buttons = useRef<HTMLDivElement>(null);
  // Not to another button: who presses twice must not do another thing the second time.
  const kept = useKeptFocus(buttons, () => buttons.current?.closest<HTMLElement>('[data-region]'));
  useShortcut('retry', () => {
    // Another row of the list may have the focus.
    if (!can('retry') || action.isRunning || (jobInFocus() ?? row.id) !== row.id) return false;
    action.run({ verb: 'retry' });
    return true;
  });
  const one: ScopeOffer = { words: `“${row.title}”`, scope: { kind: 'jobs', ids: [row.id] } };

  return (
    <>
      {action.fault === null || asked !== null ? null : (
        <div className="row-fault">
          <FaultNote fault={action.fault} />
        </div>
      )}
      <div className="row-actions" ref={buttons} {...kept}>
        {can('retry') ? (
          <Button
            look="primary"
            onPress={() => action.run({ verb: 'retry' })}
            isPending={action.isRunning}
            keys={keysOf('retry')}
            command={commands['jobs.retry'](row.id)}
          >
            Retry
          </Button>
        ) : null}
        {can('replay') ? <Button onPress={() => onAsk({ kind: 'replay', offers: [one] })}>Replay…</Button> : null}
        {can('replay') && editable.length > 0 ? (
          <Button onPress={() => onAsk({ kind: 'edit', detail })}>Edit and replay…</Button>
        ) : null}
        {can('park') ? <Button onPress={() => setAsked('park')}>Park…</Button> : null}
        {can('unpark') ? (
          <Button onPress={() => action.run({ verb: 'unpark' })} command={commands['jobs.unpark'](row.id)}>
            Bring back
          </Button>
        ) : null}
        {can('discard') ? <Button onPress={() => setAsked('discard')}>Discard…</Button> : null}
      </div>
      {asked === null ? null : (
        <ReasonDialog
          title={asked === 'park' ? 'Park this job?' : 'Discard this job?'}
          verb={asked === 'park' ? 'Park' : 'Discard'}
          isDanger={asked === 'discard'}
          isRunning={action.isRunning}
          fault={action.fault}
          command={(reason) => commands[asked === 'park' ? 'jobs.park' : 'jobs.discard'](row.id, reason)}
          onConfirm={(reason) => action.run({ verb: asked, reason })}
          onClose={() => {
            action.forget();
            setAsked(null);
          }}
        >
          <p>
            {asked === 'park'
              ? `“${row.title}” waits until somebody brings it back.`
              : `Nothing shall become of “${row.title}”. It stays in the list with the reason; Retry takes it back.`}
          </p>
        </ReasonDialog>
      )}
    </>
  );
}

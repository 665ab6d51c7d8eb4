import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useDeferredValue, useMemo, useState, type ReactElement } from 'react';
import type { ReplayScope } from '../../contract/jobs.ts';
import { commands } from '../app/commands.ts';
import { useClient } from '../app/connection.tsx';
import { FaultNote } from '../app/FaultNote.tsx';
import { readFault } from '../app/fault.ts';
import { useAction } from '../app/use-action.ts';
import { useCopyCommand } from '../app/use-copy-command.ts';
import { announce } from '../ui/announce.ts';
import { Button } from '../ui/Button.tsx';
import { Sheet } from '../ui/Dialog.tsx';
import { replayButton } from './effect-words.ts';
import { EffectStep } from './EffectStep.tsx';
import type { ScopeOffer } from './jobs-ask.ts';
import { readCount, readPace, standardForm } from './pace-form.ts';
import { PaceStep } from './PaceStep.tsx';
import { ReasonField } from './ReasonField.tsx';
import { startedWords } from './replay-words.ts';
import { ScopeStep } from './ScopeStep.tsx';
import { useReplays } from './use-replays.ts';
import './ReplaySheet.css';

export interface ReplaySheetProps {
  readonly offers: readonly ScopeOffer[];
  readonly onClose: () => void;
}

/** Row J6, J7: Scope, Effect and Pace on one panel. Nothing moves before the button, which repeats the effect. */
export function ReplaySheet({ offers, onClose }: ReplaySheetProps): ReactElement {
  const client = useClient();
  const copy = useCopyCommand();
  const { take } = useReplays();
  // One for each opening: pressed twice is the same replay.
  const [key] = useState(() => crypto.randomUUID());
  const [chosen, setChosen] = useState(0);
  const [first, setFirst] = useState('');
  const [form, setForm] = useState(standardForm);
  const [reason, setReason] = useState('');
  const { pace, problems } = readPace(form);
  const offer = offers[chosen] ?? offers[0];
  const wanted = readCount(first);
  const isFirstWrong = first.trim() !== '' && wanted === undefined;
  const asked = useMemo(() => narrow(offer?.scope, wanted), [offer, wanted]);
  const scope = useDeferredValue(asked);
  const effect = useQuery({
    queryKey: ['jobs', 'dryRun', scope],
    queryFn: () => (scope === null ? null : client.jobs.replays.dryRun({ scope })),
    placeholderData: keepPreviousData,
    gcTime: 0,
    staleTime: 0,
  });
  const isCounting = effect.isPlaceholderData || effect.isPending || scope !== asked;
  const known = effect.data ?? null;
  const start = useAction(
    () => {
      if (asked === null || pace === null) throw new Error('nothing to replay');
      return client.jobs.replays.start({ key, scope: asked, pace, reason: reason.trim(), via: 'window' });
    },
    (row) => {
      take(row);
      announce(startedWords(row));
      onClose();
    },
  );

  const command = asked === null || pace === null ? null : commands['jobs.replays.start'](asked, pace, reason.trim());

  function unavailable(): string | null {
    if (isCounting || known === null) return 'The effect is still being counted.';
    if (known.willReplay === 0) return 'No job of the scope can be replayed.';
    if (pace === null || isFirstWrong) return 'A number is not right.';
    return reason.trim() === '' ? 'It needs a reason.' : null;
  }

  return (
    <Sheet
      title="Replay"
      isOpen
      onClose={onClose}
      command={command}
      actions={
        <>
          <Button
            look="primary"
            unavailable={unavailable()}
            isPending={start.isRunning}
            onPress={() => start.run(undefined)}
          >
            {replayButton(known, { cap: pace?.cap ?? null })}
          </Button>
          <Button onPress={onClose}>Cancel</Button>
          {command === null ? null : (
            <Button look="quiet" onPress={() => copy(command)}>
              Copy as command
            </Button>
          )}
        </>
      }
    >
      <p className="replay-lead">Nothing moves until you press the button.</p>
      <ScopeStep
        offers={offers}
        chosen={chosen}
        onChoose={setChosen}
        first={first}
        onFirst={setFirst}
        isFirstWrong={isFirstWrong}
      />
      <EffectStep
        effect={known}
        isCounting={isCounting}
        fault={effect.error === null ? null : readFault(effect.error)}
      />
      <PaceStep form={form} onChange={setForm} problems={problems} pace={pace} effect={known} />
      <section className="replay-step">
        <ReasonField value={reason} onChange={setReason} />
      </section>
      {start.fault === null ? null : <FaultNote fault={start.fault} />}
    </Sheet>
  );
}

/** Only the oldest `first`, where a scope can be cut like that. */
function narrow(scope: ReplayScope | undefined, first: number | undefined): ReplayScope | null {
  if (scope === undefined) return null;
  return scope.kind === 'filter' && first !== undefined ? { ...scope, first } : scope;
}

import type { ReactElement } from 'react';
import type { MergeRow } from '../../contract/merge.ts';
import { commands } from '../app/commands.ts';
import { useClient } from '../app/connection.tsx';
import { FaultNote } from '../app/FaultNote.tsx';
import { useAction } from '../app/use-action.ts';
import { useCopyCommand, useOpenCommand } from '../app/use-copy-command.ts';
import { announce } from '../ui/announce.ts';
import { Button } from '../ui/Button.tsx';
import { countWords, formatCount } from '../ui/format/count-words.ts';
import { MergeLines } from './MergeLines.tsx';
import { mergeParts, mergeProgress, mergeStateWords, mergeTone, stoppedWords } from './merge-words.ts';

export interface MergeDetailProps {
  readonly merge: MergeRow;
  readonly nowMs: number;
  readonly onChange: (row: MergeRow) => void;
  readonly onBack: () => void;
}

/** One merge: where it stands, what may be done, and every row with its message. */
export function MergeDetail({ merge, nowMs, onChange, onBack }: MergeDetailProps): ReactElement {
  const { id, name, subject, state, reason, counts } = merge;
  const progress = mergeProgress(merge);
  return (
    <div className="merge" data-tone={mergeTone(merge)}>
      <div className="back-to-list">
        <Button look="quiet" onPress={onBack}>
          Back
        </Button>
      </div>
      <header className="merge-head">
        <h2>{subject === '' ? name : subject}</h2>
        <p>
          {name}, {countWords(merge.rows, 'row')}, at most {formatCount(merge.perMinute)} a minute
        </p>
        <p className="merge-state">
          <b className="tone">{mergeStateWords(merge, nowMs)}.</b> {reason}
        </p>
        <span
          className="merge-track"
          role="progressbar"
          aria-label={name}
          aria-valuemin={0}
          aria-valuemax={100}
          aria-valuenow={Math.floor(progress.done * 100)}
          aria-valuetext={progress.words}
        >
          <i style={{ width: `${String(progress.done * 100)}%` }} />
        </span>
        <dl className="merge-counts">
          {mergeParts(counts).map(({ words, count, tone }) => (
            <div key={words} data-tone={tone}>
              <dt>{words}</dt>
              <dd>{formatCount(count)}</dd>
            </div>
          ))}
        </dl>
      </header>
      <MergeLines key={id} id={id} version={JSON.stringify([state, counts])} />
      <MergeActions merge={merge} onChange={onChange} />
    </div>
  );
}

type Deed = 'send' | 'pause' | 'stop' | 'discard';

function MergeActions({ merge, onChange }: Pick<MergeDetailProps, 'merge' | 'onChange'>): ReactElement {
  const client = useClient();
  const copy = useCopyCommand();
  const { id, state, counts } = merge;
  useOpenCommand(commands['merge.show'](id));
  const deed = useAction(
    (verb: Deed) => client.merge[verb]({ id }),
    (row) => {
      onChange(row);
      announce(row.state === 'stopped' ? stoppedWords(row.counts) : mergeStateWords(row, Date.now()));
    },
  );
  const left = counts.drafts + counts.unmade;
  const press = (verb: Deed) => (): void => deed.run(verb);
  const rests = state === 'review' || state === 'paused' || state === 'stopped';
  return (
    <footer className="merge-actions">
      {deed.fault === null ? null : <FaultNote fault={deed.fault} />}
      {state === 'sending' || state === 'making' ? (
        <>
          <Button onPress={press('pause')} isPending={deed.isRunning} command={commands['merge.pause'](id)}>
            Pause
          </Button>
          <Button onPress={press('stop')} command={commands['merge.stop'](id)}>
            Stop
          </Button>
        </>
      ) : null}
      {rests && left > 0 ? (
        <>
          <Button
            look="primary"
            onPress={press('send')}
            isPending={deed.isRunning}
            command={commands['merge.send'](id)}
          >
            {`${state === 'review' ? 'Send' : 'Send the other'} ${countWords(left, 'message')}`}
          </Button>
          {state === 'paused' ? (
            <Button onPress={press('stop')} command={commands['merge.stop'](id)}>
              Stop
            </Button>
          ) : null}
          <Button look="danger" onPress={press('discard')} command={commands['merge.discard'](id)}>
            {`Discard ${countWords(left, 'draft')}`}
          </Button>
        </>
      ) : null}
      <Button look="quiet" onPress={() => copy(commands['merge.show'](id))}>
        Copy as command
      </Button>
    </footer>
  );
}

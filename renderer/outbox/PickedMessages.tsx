import { useState, type ReactElement } from 'react';
import type { OutboxRow } from '../../contract/outbox.ts';
import { commands } from '../app/commands.ts';
import { useClient } from '../app/connection.tsx';
import { useAction } from '../app/use-action.ts';
import { useShortcut } from '../app/use-shortcut.ts';
import { announce } from '../ui/announce.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { countWords } from '../ui/format/count-words.ts';
import { takeRows } from './outbox-rows.ts';
import { forEachVerb, type ManyVerb, outcomeWords } from './picked-rows.ts';

/** What can be done with the messages that are picked, each of them for itself. */
export function PickedMessages({
  rows,
  onClear,
}: {
  readonly rows: readonly OutboxRow[];
  readonly onClear: () => void;
}): ReactElement | null {
  const client = useClient();
  const [asks, setAsks] = useState(false);
  const fit = forEachVerb(rows);
  const action = useAction(
    async (verb: ManyVerb) => {
      const answers = await Promise.allSettled(fit[verb].map(({ id }) => client.outbox[verb]({ id })));
      return { verb, answers };
    },
    ({ verb, answers }) => {
      const changed = answers.flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value] : []));
      takeRows(changed, Date.now());
      announce(outcomeWords(verb, changed.length, answers.length - changed.length));
      onClear();
    },
  );
  useShortcut('close', onClear, rows.length > 0);
  if (rows.length === 0) return null;
  const none = 'None of them can be.';
  return (
    <section className="outbox-picked" aria-label="Selected messages">
      <p>{countWords(rows.length, 'message')} selected</p>
      <Button
        unavailable={fit.pause.length === 0 ? none : null}
        onPress={() => action.run('pause')}
        command={commands['outbox.pause'](...idsOf(fit.pause))}
      >
        {`Pause ${String(fit.pause.length)}`}
      </Button>
      <Button
        unavailable={fit.resume.length === 0 ? none : null}
        onPress={() => action.run('resume')}
        command={commands['outbox.resume'](...idsOf(fit.resume))}
      >
        {`Resume ${String(fit.resume.length)}`}
      </Button>
      <Button
        unavailable={fit.cancel.length === 0 ? none : null}
        onPress={() => setAsks(true)}
        command={commands['outbox.cancel'](...idsOf(fit.cancel))}
      >
        {`Cancel ${String(fit.cancel.length)}…`}
      </Button>
      <Button look="quiet" onPress={onClear}>
        Clear
      </Button>
      <Dialog
        role="alertdialog"
        title={`Cancel ${countWords(fit.cancel.length, 'message')}?`}
        isOpen={asks}
        onClose={() => setAsks(false)}
        command={commands['outbox.cancel'](...idsOf(fit.cancel))}
        actions={
          <>
            <Button
              look="danger"
              onPress={() => {
                setAsks(false);
                action.run('cancel');
              }}
            >
              {`Cancel ${countWords(fit.cancel.length, 'message')}`}
            </Button>
            <Button onPress={() => setAsks(false)} autoFocus>
              Keep them
            </Button>
          </>
        }
      >
        <p>
          They will not be sent, and their drafts in the mailbox are removed. What leaves in this moment is left alone,
          and said.
        </p>
      </Dialog>
    </section>
  );
}

function idsOf(rows: readonly OutboxRow[]): readonly string[] {
  return rows.map(({ id }) => id);
}

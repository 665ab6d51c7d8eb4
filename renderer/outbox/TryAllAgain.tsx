import type { ReactElement } from 'react';
import { commands } from '../app/commands.ts';
import { useClient } from '../app/connection.tsx';
import { useAction } from '../app/use-action.ts';
import { announce } from '../ui/announce.ts';
import { Button } from '../ui/Button.tsx';
import { countWords } from '../ui/format/count-words.ts';
import { takeRows } from './outbox-rows.ts';
import { type Section, stuckIn } from './sections.ts';

/** One press for all that need somebody and were certainly not sent. Nothing where one by one is as short. */
export function TryAllAgain({ section }: { readonly section: Section }): ReactElement | null {
  const client = useClient();
  const stuck = stuckIn(section);
  const action = useAction(
    async () => {
      const answers = await Promise.allSettled(stuck.map(({ id }) => client.outbox.resume({ id })));
      return answers.flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value] : []));
    },
    (rows) => {
      takeRows(rows, Date.now());
      announce(`${countWords(rows.length, 'message')} tried again`);
    },
  );
  if (stuck.length < 2) return null;
  return (
    <Button
      look="quiet"
      onPress={() => action.run(undefined)}
      isPending={action.isRunning}
      command={commands['outbox.resume'](...stuck.map(({ id }) => id))}
    >
      {`Try all ${String(stuck.length)} again`}
    </Button>
  );
}

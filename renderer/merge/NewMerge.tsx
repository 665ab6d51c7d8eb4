import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useDeferredValue, useMemo, useState, type ReactElement } from 'react';
import type { MergeRow } from '../../contract/merge.ts';
import { commands } from '../app/commands.ts';
import { useClient } from '../app/connection.tsx';
import { FaultNote } from '../app/FaultNote.tsx';
import { readFault } from '../app/fault.ts';
import { useAction } from '../app/use-action.ts';
import { announce } from '../ui/announce.ts';
import { Button } from '../ui/Button.tsx';
import { CheckStep } from './CheckStep.tsx';
import { ColumnsStep } from './ColumnsStep.tsx';
import { emptySetup, planOf, type Setup } from './merge-setup.ts';
import { makeLabel } from './merge-words.ts';
import { SourceStep } from './SourceStep.tsx';
import { useLetters } from './use-letters.ts';

export interface NewMergeProps {
  /** The draft whose words are to be merged, when it was begun from one. */
  readonly draft: string | null;
  readonly onMade: (row: MergeRow) => void;
}

/** Source, Columns and Check on one page. Nothing is made before the button, which says how many. */
export function NewMerge({ draft, onMade }: NewMergeProps): ReactElement {
  const client = useClient();
  const letters = useLetters();
  // One for each setting up: pressed twice is the same merge.
  const [key] = useState(() => crypto.randomUUID());
  const [setup, setSetup] = useState<Setup>({ ...emptySetup, letter: draft });
  const letter = letters.find(({ id }) => id === setup.letter) ?? null;
  const plan = useMemo(() => (letter === null ? null : planOf(setup, letter)), [setup, letter]);
  const table = setup.table;
  const asked = useDeferredValue(plan);
  const checking = useQuery({
    queryKey: ['merge.check', setup.tableKey, letter?.account ?? null, asked],
    queryFn: () =>
      table === null || asked === null
        ? null
        : client.merge.check({ account: letter?.account ?? null, table: tableOf(table), plan: asked }),
    placeholderData: keepPreviousData,
    gcTime: 0,
    retry: false,
  });
  const check = checking.data ?? null;
  const make = useAction(
    () => {
      if (table === null || plan === null) throw new Error('nothing to make');
      const files = setup.files.map(({ incoming }) => ({ incoming }));
      const order = { account: letter?.account ?? null, table: tableOf(table), plan, files };
      return client.merge.create({ ...order, key, leaveOut: true });
    },
    (row) => {
      announce('Drafts are being made');
      onMade(row);
    },
  );

  function unavailable(): string | null {
    if (table === null) return 'It needs a table.';
    if (letter === null) return 'It needs a text.';
    if (plan === null) return 'It needs the column with the addresses.';
    if (check === null || checking.isFetching || asked !== plan) return 'The rows are still being checked.';
    return check.ready === 0 ? 'No row can become a message.' : null;
  }

  return (
    <div className="new-merge">
      <h2>New merge</h2>
      <p className="new-merge-lead">
        One message for each row of a table. Nothing is made before you press the button.
      </p>
      <SourceStep setup={setup} letters={letters} onChange={setSetup} />
      {setup.columns.length === 0 || letter === null ? null : (
        <ColumnsStep setup={setup} letter={letter} onChange={setSetup} />
      )}
      {checking.error === null ? null : <FaultNote fault={readFault(checking.error)} />}
      {check === null || table === null || asked === null ? null : (
        <CheckStep check={check} table={table} plan={asked} account={letter?.account ?? null} />
      )}
      {make.fault === null ? null : <FaultNote fault={make.fault} />}
      <footer className="merge-actions">
        <Button
          look="primary"
          unavailable={unavailable()}
          isPending={make.isRunning}
          onPress={() => make.run(undefined)}
          command={letter === null || letter.template === null ? null : commandOf(setup, letter.template)}
        >
          {check === null ? 'Make drafts' : makeLabel(check.ready, check.blocked)}
        </Button>
      </footer>
    </div>
  );
}

function tableOf(file: File): { name: string; bytes: File } {
  return { name: file.name, bytes: file };
}

/** Where the text is a template: a message that is being written has no name that the command line knows. */
function commandOf({ table, files, to, cc, fileColumn, allowDuplicates }: Setup, template: string) {
  if (table === null || to === '') return null;
  const names = files.map(({ name }) => name);
  return commands['merge.create']({ table: table.name, files: names, template, to, cc, fileColumn, allowDuplicates });
}

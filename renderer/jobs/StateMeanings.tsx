import type { ReactElement } from 'react';
import { shownJobStates } from '../../contract/jobs.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { fateMeanings, stateMeanings } from './job-words.ts';

/** Row J5: what each word for a state means, one key away. */
export function StateMeanings(props: { readonly isOpen: boolean; readonly onClose: () => void }): ReactElement {
  const all = [...shownJobStates.map((state) => stateMeanings[state]), ...fateMeanings];
  return (
    <Dialog
      title="What the words mean"
      isOpen={props.isOpen}
      onClose={props.onClose}
      actions={<Button onPress={props.onClose}>Close</Button>}
    >
      <dl className="state-meanings" tabIndex={0}>
        {all.map(({ word, meaning }) => (
          <div key={word}>
            <dt>{word}</dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}

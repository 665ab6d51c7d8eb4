import { useQuery } from '@tanstack/react-query';
import { useId, useState, type ReactElement, type ReactNode } from 'react';
import { Group, Input, Label, NumberField, Radio, RadioGroup } from 'react-aria-components';
import type { AccountRow } from '../../contract/accounts.ts';
import type { IngestScope } from '../../contract/ingest.ts';
import { commands } from '../app/commands.ts';
import { useClient } from '../app/connection.tsx';
import { readFault } from '../app/fault.ts';
import { FaultNote } from '../app/FaultNote.tsx';
import { useAction } from '../app/use-action.ts';
import { Button } from '../ui/Button.tsx';
import { countWords } from '../ui/format/count-words.ts';
import { costWords } from './ingest-words.ts';
import './FollowForm.css';

export interface FollowFormProps {
  readonly account: AccountRow;
  readonly onFollowed: (name: string) => void;
  /** A second button beside the first. */
  readonly children?: ReactNode;
}

const inbox = 'inbox';

/** What to collect of one mailbox: which folder, from when on, and what that costs, before anything begins. */
export function FollowForm({ account, onFollowed, children }: FollowFormProps): ReactElement {
  const client = useClient();
  const selectId = useId();
  const [chosen, setChosen] = useState<string | null>(null);
  const [kind, setKind] = useState<IngestScope['kind']>('lastDays');
  const [days, setDays] = useState(30);
  const folders = useQuery({
    queryKey: ['ingest.folders', account.id],
    queryFn: () => client.ingest.folders({ account: account.id }),
    staleTime: 0,
    gcTime: 0,
  });
  const open = (folders.data ?? []).filter(({ isFollowed }) => !isFollowed);
  const folder = open.find(({ id }) => id === chosen) ?? open.find(({ id }) => id === inbox) ?? open[0];
  const costs = useQuery({
    queryKey: ['ingest.cost', account.id, folder?.id],
    queryFn: async () => {
      const at = { account: account.id, folder: folder?.id ?? inbox };
      // Days cost what "from now" does: only the reading shows how many messages lie in them.
      const fromNow = await client.ingest.cost({ ...at, scope: { kind: 'fromNow' } });
      return { fromNow, everything: await client.ingest.cost({ ...at, scope: { kind: 'everything' } }) };
    },
    enabled: folder !== undefined,
    staleTime: 30_000,
  });
  const scopes: Readonly<Record<IngestScope['kind'], IngestScope>> = {
    fromNow: { kind: 'fromNow' },
    lastDays: { kind: 'lastDays', days },
    everything: { kind: 'everything' },
  };
  const follow = useAction(
    (id: string) => client.ingest.follow({ account: account.id, folder: id, scope: scopes[kind] }),
    ({ name }) => onFollowed(name),
  );
  if (folders.error !== null) {
    return (
      <FaultNote fault={readFault(folders.error)}>
        <Button look="quiet" onPress={() => void folders.refetch()}>
          Try again
        </Button>
      </FaultNote>
    );
  }
  if (folder === undefined) {
    return (
      <p className="follow-none">
        {folders.isPending ? 'Reading the folders of the mailbox' : 'Every folder is followed.'}
      </p>
    );
  }
  const costOf = (scope: IngestScope['kind']): string => {
    const cost = scope === 'everything' ? costs.data?.everything : costs.data?.fromNow;
    if (costs.error !== null) return 'What it costs is not known: the mailbox did not answer.';
    return cost === undefined ? ' ' : costWords(cost, scope);
  };
  return (
    <div className="follow-form">
      <div className="follow-folder">
        <label htmlFor={selectId} className="field-label">
          Folder
        </label>
        <select
          id={selectId}
          className="field-input"
          value={folder.id}
          onChange={(event) => setChosen(event.currentTarget.value)}
        >
          {open.map(({ id, name, messages }) => (
            <option key={id} value={id}>
              {name}, {countWords(messages, 'message')}
            </option>
          ))}
        </select>
      </div>
      <RadioGroup
        className="follow-scopes"
        aria-label="From when on"
        value={kind}
        onChange={(value) => setKind(value as IngestScope['kind'])}
      >
        <Scope
          value="lastDays"
          words={`Last ${countWords(days, 'day')}, and what comes from now on`}
          cost={costOf('lastDays')}
        />
        <Scope value="fromNow" words="Only what comes from now on" cost={costOf('fromNow')} />
        <Scope value="everything" words="Everything" cost={costOf('everything')} />
      </RadioGroup>
      {kind === 'lastDays' ? <Days days={days} onChange={setDays} /> : null}
      {follow.fault === null ? null : <FaultNote fault={follow.fault} />}
      <div className="follow-actions">
        <Button
          look="primary"
          isPending={follow.isRunning}
          onPress={() => follow.run(folder.id)}
          command={commands['ingest.follow'](account.address, folder.id, scopes[kind])}
        >
          {`Collect files of ${folder.name}`}
        </Button>
        {children}
      </div>
    </div>
  );
}

function Scope({
  value,
  words,
  cost,
}: {
  readonly value: IngestScope['kind'];
  readonly words: string;
  readonly cost: string;
}): ReactElement {
  return (
    <Radio value={value} className="follow-scope">
      <span className="follow-mark" aria-hidden />
      <span>
        {words}
        <span className="follow-cost">{cost}</span>
      </span>
    </Radio>
  );
}

function Days({ days, onChange }: { readonly days: number; readonly onChange: (days: number) => void }): ReactElement {
  return (
    <NumberField
      className="follow-days"
      value={days}
      minValue={1}
      maxValue={3650}
      onChange={(next) => onChange(Number.isNaN(next) ? 1 : next)}
    >
      <Label className="field-label">How many days back</Label>
      <Group className="number-field">
        <Input className="field-input" />
      </Group>
    </NumberField>
  );
}

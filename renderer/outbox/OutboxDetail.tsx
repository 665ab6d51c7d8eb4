import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { useClient, useConnectionState } from '../app/connection.tsx';
import { FaultDetails } from '../app/FaultNote.tsx';
import { useAccounts } from '../app/use-accounts.ts';
import { goTo } from '../app/location.ts';
import { useNow } from '../app/use-now.ts';
import { useShortcut } from '../app/use-shortcut.ts';
import { announce } from '../ui/announce.ts';
import { Button } from '../ui/Button.tsx';
import { countWords, listWords } from '../ui/format/count-words.ts';
import { formatBytes } from '../ui/format/format-bytes.ts';
import { Waybill } from '../ui/Waybill.tsx';
import { resentFrom } from './bounces.ts';
import { titleOf, toneOf } from './describe-row.ts';
import { FilesTable } from './FilesTable.tsx';
import { Journal } from './Journal.tsx';
import type { OutboxMemory } from './outbox-memory.ts';
import { RecipientsTable } from './RecipientsTable.tsx';
import { RowActions } from './RowActions.tsx';
import { verdictOf } from './verdict.ts';
import { waybillStages } from './waybill-stages.ts';
import './OutboxDetail.css';

/** One message in full: title, waybill, verdict, files, what we know, and what can be done. */
export function OutboxDetail({
  memory,
  onBack,
}: {
  readonly memory: OutboxMemory;
  readonly onBack: () => void;
}): ReactElement {
  const { row } = memory;
  const nowMs = useNow();
  const client = useClient();
  const isConnected = useConnectionState() === 'connected';
  const from = useAccounts()?.find((account) => account.id === row.account);
  const shown = useQuery({
    queryKey: ['outbox.show', row.id, row.updatedAt],
    queryFn: () => client.outbox.show({ id: row.id }),
    enabled: isConnected,
    placeholderData: (before) => before,
  });
  const events = shown.data?.events ?? [];
  const first = resentFrom(row);
  useShortcut('copyId', () => copy(row.id, 'Id copied'));

  return (
    <article className="detail">
      <div className="back-to-list">
        <Button look="quiet" onPress={onBack} autoFocus>
          ← Back to the list
        </Button>
      </div>
      <header>
        <h2 className="detail-title">{titleOf(row)}</h2>
        <p className="detail-lead">
          {row.recipients.length === 0 ? 'No recipient yet' : `To ${listWords(row.recipients)}`}
          {from === undefined ? '' : ` from ${from.name ?? from.address}`}
          {row.attachments.length === 0
            ? ''
            : `, ${countWords(row.attachments.length, 'file')}, ${formatBytes(row.totalBytes)}`}
        </p>
      </header>
      <Waybill stages={waybillStages(row, events, nowMs)} tone={toneOf(row)} />
      <p className="detail-verdict" data-tone={toneOf(row)}>
        {verdictOf(row, nowMs, { from, events })}
      </p>
      {first === null ? null : (
        <p className="detail-first">
          Made of a message that came back.{' '}
          <Button look="quiet" onPress={() => goTo('outbox', first)}>
            Show that one
          </Button>
        </p>
      )}
      <RecipientsTable row={row} nowMs={nowMs} />
      <FilesTable memory={memory} nowMs={nowMs} />
      <Journal events={events} />
      {row.error === null ? null : (
        <details className="detail-error">
          <summary>Details</summary>
          <FaultDetails fault={{ error: row.error, correlationId: row.correlationId }} />
        </details>
      )}
      <footer className="detail-foot">
        <RowActions row={row} from={from} />
      </footer>
    </article>
  );
}

function copy(text: string, said: string): void {
  void navigator.clipboard.writeText(text).then(() => announce(said));
}

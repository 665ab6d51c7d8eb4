import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import type { MergeId, MergeLine } from '../../contract/merge.ts';
import type { OutboxState } from '../../contract/outbox.ts';
import { useClient } from '../app/connection.tsx';
import { goTo } from '../app/location.ts';
import { toneOf } from '../outbox/describe-row.ts';
import { type RowOfList, RowList } from './RowList.tsx';

/** Every row of the table and its message; Enter opens it: a draft to write, anything else in the outbox. */
export function MergeLines({ id, version }: { readonly id: MergeId; readonly version: string }): ReactElement {
  const client = useClient();
  const { data = [] } = useQuery({
    queryKey: ['merges', id, version],
    queryFn: () => client.merge.lines({ id, limit: 5_000 }),
    placeholderData: keepPreviousData,
    gcTime: 0,
  });
  const rows = data.map(rowOf);
  return <RowList label="Rows of the table" rows={rows} onOpen={(index) => openMessage(data[index])} />;
}

function rowOf({ row, to, problems, message }: MergeLine): RowOfList {
  const said = problems.map((problem) => problem.message).join(' ');
  return {
    key: row,
    number: row,
    title: to === '' ? 'No address' : to,
    aside:
      message === null ? (problems.some(({ blocks }) => blocks) ? 'left out' : 'to be made') : wordOf(message.state),
    words: message?.reason ?? said,
    tone: message === null ? 'ink' : toneOf(message),
  };
}

/** `needsYou` is written apart. */
function wordOf(state: OutboxState): string {
  return state === 'needsYou' ? 'needs you' : state;
}

function openMessage(line: MergeLine | undefined): void {
  if (line === undefined || line.message === null) return;
  goTo(line.message.state === 'draft' ? 'write' : 'outbox', line.message.id);
}

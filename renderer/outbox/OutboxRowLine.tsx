import type { ReactElement } from 'react';
import type { OutboxRow } from '../../contract/outbox.ts';
import { useNow } from '../app/use-now.ts';
import { Button } from '../ui/Button.tsx';
import { listWords } from '../ui/format/count-words.ts';
import { formatMoment } from '../ui/format/format-time.ts';
import { Ribbon } from '../ui/Ribbon.tsx';
import { isMoving, showsRibbon, stateWords, timeWords, titleOf } from './describe-row.ts';
import { bytesPerSecond } from './outbox-memory.ts';
import { useOutboxRows } from './outbox-rows.ts';
import { useRowAction } from './use-row-action.ts';

/** What a row of the list says: subject and time, then recipients or ribbon, and where it stands. */
export function OutboxRowLine({ row }: { readonly row: OutboxRow }): ReactElement {
  const isTicking = row.state === 'held' || row.waitingUntil !== null;
  const nowMs = useNow(isTicking ? 1000 : 15_000);
  const memory = useOutboxRows(({ byId }) => byId.get(row.id));
  const speed = memory === undefined ? null : bytesPerSecond(memory, nowMs);
  const { words, tone } = stateWords(row, speed, nowMs);
  return (
    <>
      <span className="outbox-row-top">
        <span className="outbox-subject">{titleOf(row)}</span>
        <time dateTime={row.updatedAt} title={formatMoment(row.updatedAt)}>
          {timeWords(row, nowMs)}
        </time>
      </span>
      <span className="outbox-row-bottom">
        {showsRibbon(row) ? (
          <Ribbon
            label={titleOf(row)}
            totalBytes={row.totalBytes}
            confirmedBytes={row.confirmedBytes}
            isMoving={isMoving(row, nowMs)}
            valueText={words}
            maxCells={28}
          />
        ) : (
          <span className="outbox-recipients">
            {row.recipients.length === 0 ? 'No recipient yet' : listWords(row.recipients)}
          </span>
        )}
        {row.state === 'held' ? (
          <UndoButton row={row} />
        ) : (
          <span className="outbox-state tone" data-tone={tone}>
            {words}
          </span>
        )}
      </span>
    </>
  );
}

function UndoButton({ row }: { readonly row: OutboxRow }): ReactElement {
  const undo = useRowAction(row);
  return (
    <Button look="quiet" onPress={() => undo.run('undo')} label={`Undo ${titleOf(row)}`}>
      Undo
    </Button>
  );
}

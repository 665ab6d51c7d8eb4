import { useDeferredValue, useEffect, useMemo, useRef, useState, type ReactElement } from 'react';
import { MergeRows } from '../merge/MergeRows.tsx';
import { goTo } from '../app/location.ts';
import { useNow } from '../app/use-now.ts';
import { useShortcut } from '../app/use-shortcut.ts';
import { Button } from '../ui/Button.tsx';
import { Empty } from '../ui/Empty.tsx';
import { OutboxDetail } from './OutboxDetail.tsx';
import { OutboxFilter } from './OutboxFilter.tsx';
import { OutboxList } from './OutboxList.tsx';
import { NothingOpen } from './NothingOpen.tsx';
import { useOutboxRows } from './outbox-rows.ts';
import { PickedMessages } from './PickedMessages.tsx';
import { nothingPicked } from './picked-rows.ts';
import { emptyWords } from './empty-words.ts';
import { createSectioner, matchesFilter, standsInMerge } from './sections.ts';
import { useIsNarrow } from './use-is-narrow.ts';
import '../ui/Columns.css';
import './OutboxPage.css';

export interface OutboxPageProps {
  /** The message that is open, or null. */
  readonly id: string | null;
  readonly onOpen: (id: string | null) => void;
}

/** Every message and where it stands; in a narrow window the open one takes the place of the list. */
export function OutboxPage({ id, onOpen }: OutboxPageProps): ReactElement {
  const byId = useOutboxRows((rows) => rows.byId);
  const isNarrow = useIsNarrow();
  const isTold = useOutboxRows((rows) => rows.toldAtMs !== null);
  const [filter, setFilter] = useState('');
  const [picked, setPicked] = useState(nothingPicked);
  const [sectionRows] = useState(createSectioner);
  const sought = useDeferredValue(filter);
  const minuteMs = useNow(60_000);
  const list = useRef<HTMLElement>(null);
  const filterField = useRef<HTMLInputElement>(null);
  const rows = useMemo(() => [...byId.values()].map(({ row }) => row), [byId]);
  const sections = useMemo(
    () =>
      sectionRows(
        rows.filter((row) => matchesFilter(row, sought) && (sought !== '' || !standsInMerge(row))),
        minuteMs,
      ),
    [sectionRows, rows, sought, minuteMs],
  );
  const open = id === null ? undefined : byId.get(id);
  // A narrow window takes the message and the focus in it away with Back: it goes on in the list.
  const isOpen = open !== undefined;
  const wasOpen = useRef(isOpen);
  useEffect(() => {
    if (wasOpen.current && !isOpen && document.activeElement === document.body) {
      list.current?.querySelector<HTMLElement>('[role="grid"]')?.focus();
    }
    wasOpen.current = isOpen;
  }, [isOpen]);
  useShortcut('filter', () => filterField.current?.focus());
  useShortcut('close', () => onOpen(null), isOpen);

  return (
    <div className="outbox" data-open={isOpen} data-narrow={isNarrow || undefined}>
      <h1 className="visually-hidden">Outbox</h1>
      <section className="list-column" data-region="list" aria-label="Outbox" ref={list}>
        <OutboxFilter value={filter} onChange={setFilter} inputRef={filterField} />
        {sought === '' ? <MergeRows /> : null}
        {rows.length === 0 && isTold ? (
          <Empty words={isNarrow ? emptyWords(rows, minuteMs) : 'No message yet.'}>
            <Button onPress={() => goTo('write', 'new')}>New message</Button>
          </Empty>
        ) : sections.length === 0 && isTold && sought !== '' ? (
          <Empty words="No message matches the filter." />
        ) : (
          <OutboxList sections={sections} openId={id} onOpen={onOpen} picked={picked} onPick={setPicked} />
        )}
        <PickedMessages rows={rows.filter((row) => picked.ids.has(row.id))} onClear={() => setPicked(nothingPicked)} />
      </section>
      <section className="detail-column" data-region="detail" aria-label="Message" tabIndex={0}>
        {open === undefined ? (
          <NothingOpen words={id === null ? emptyWords(rows, minuteMs) : 'This message is not in the outbox.'} />
        ) : (
          <OutboxDetail key={open.row.id} memory={open} onBack={() => onOpen(null)} />
        )}
      </section>
    </div>
  );
}

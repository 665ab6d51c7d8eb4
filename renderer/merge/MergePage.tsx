import { useEffect, useRef, type ReactElement } from 'react';
import { goTo } from '../app/location.ts';
import { useNow } from '../app/use-now.ts';
import { useShortcut } from '../app/use-shortcut.ts';
import { useStream } from '../app/use-stream.ts';
import { useIsNarrow } from '../outbox/use-is-narrow.ts';
import { Button } from '../ui/Button.tsx';
import { MergeDetail } from './MergeDetail.tsx';
import { mergeProgress, mergeStateWords, mergeTone } from './merge-words.ts';
import { NewMerge } from './NewMerge.tsx';
import { isAtWork, useMerges } from './use-merges.ts';
import '../ui/Columns.css';
import './merge.css';

/** What stands for a merge that is being set up; behind it may stand the draft whose words it takes. */
const NEW = 'new';

/** Row C19: a table becomes drafts, the drafts go out at a pace. `id` is the merge that is open, `new`, or null. */
export function MergePage({ id }: { readonly id: string | null }): ReactElement {
  const { merges, take } = useMerges();
  const isNarrow = useIsNarrow();
  const nowMs = useNow(15_000);
  const isNew = id?.startsWith(NEW) === true || (id === null && merges?.length === 0);
  const open = merges?.find((merge) => merge.id === id);
  const isOpen = isNew || open !== undefined;
  const draft = id?.startsWith(`${NEW}:`) === true ? id.slice(NEW.length + 1) : null;
  const list = useRef<HTMLElement>(null);
  useStream(
    open !== undefined && isAtWork(open) ? `merge.watch ${open.id}` : null,
    (engine, signal) => engine.merge.watch({ id: open?.id ?? never() }, { signal }),
    take,
  );
  useShortcut('close', () => goTo('merge'), isOpen);
  const wasOpen = useRef(isOpen);
  useEffect(() => {
    if (wasOpen.current && !isOpen && document.activeElement === document.body) list.current?.focus();
    wasOpen.current = isOpen;
  }, [isOpen]);

  return (
    <div className="merges" data-open={isOpen} data-narrow={isNarrow || undefined}>
      <h1 className="visually-hidden">Mail merge</h1>
      <section className="list-column" data-region="list" aria-label="Merges" ref={list} tabIndex={-1}>
        <div className="merges-head">
          <Button onPress={() => goTo('merge', NEW)}>New merge</Button>
          <Button look="quiet" onPress={() => goTo('outbox')}>
            Outbox
          </Button>
        </div>
        {merges?.length === 0 ? <p className="merges-none">No merge yet.</p> : null}
        <ul className="merges-list" aria-label="Merges">
          {merges?.map((merge) => (
            <li key={merge.id} data-tone={mergeTone(merge)}>
              <button
                type="button"
                className="merges-row"
                aria-current={merge.id === id || undefined}
                onClick={() => goTo('merge', merge.id)}
              >
                <span>{merge.name}</span>
                <span className="merges-words">
                  {mergeStateWords(merge, nowMs)} · {mergeProgress(merge).words}
                </span>
              </button>
            </li>
          ))}
        </ul>
      </section>
      <section className="detail-column" data-region="detail" aria-label="Mail merge" tabIndex={0}>
        {isNew ? (
          <NewMerge
            draft={draft}
            onMade={(row) => {
              take(row);
              goTo('merge', row.id);
            }}
          />
        ) : open === undefined ? (
          <div className="nothing-open">
            <p>{merges === undefined ? '' : 'One message for each row of a table.'}</p>
            <Button onPress={() => goTo('merge', NEW)}>New merge</Button>
          </div>
        ) : (
          <MergeDetail key={open.id} merge={open} nowMs={nowMs} onChange={take} onBack={() => goTo('merge')} />
        )}
      </section>
    </div>
  );
}

function never(): never {
  throw new Error('nothing is open');
}

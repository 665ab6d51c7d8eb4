import type { ReactElement } from 'react';
import { goTo } from '../app/location.ts';
import { useNow } from '../app/use-now.ts';
import { mergeProgress, mergeStateWords, mergeTone } from './merge-words.ts';
import { isAtWork, useMerges } from './use-merges.ts';
import './merge.css';

const DAY_MS = 24 * 60 * 60_000;

/** The merges that are not over, or were over today: one line for all messages of each. */
export function MergeRows(): ReactElement | null {
  const nowMs = useNow(15_000);
  const { merges = [] } = useMerges();
  const shown = merges.filter((merge) => {
    return isAtWork(merge) || merge.endedAt === null || nowMs - Date.parse(merge.endedAt) < DAY_MS;
  });
  if (shown.length === 0) return null;
  return (
    <ul className="merges-list merges-of-outbox" aria-label="Mail merges">
      {shown.map((merge) => (
        <li key={merge.id} data-tone={mergeTone(merge)}>
          <button type="button" className="merges-row" onClick={() => goTo('merge', merge.id)}>
            <span>Mail merge of {merge.name}</span>
            <span className="merges-words">
              {mergeStateWords(merge, nowMs)} · {mergeProgress(merge).words}
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}

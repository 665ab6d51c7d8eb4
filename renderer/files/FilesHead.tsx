import { ArrowDown, ArrowUp } from 'lucide-react';
import type { ReactElement } from 'react';
import type { FileSort } from '../../contract/files.ts';

interface Column {
  readonly by: FileSort['by'] | null;
  readonly words: string;
  readonly className: string;
}

const columns: readonly Column[] = [
  { by: 'name', words: 'Name', className: 'files-cell-name' },
  { by: 'from', words: 'From', className: 'files-cell-from' },
  { by: 'received', words: 'Received', className: 'files-cell-received' },
  { by: 'size', words: 'Size', className: 'files-cell-size' },
  { by: 'type', words: 'Kind', className: 'files-cell-kind' },
  { by: null, words: 'Where', className: 'files-cell-where' },
];

/** The columns; each that can be sorted by is a button. */
export function FilesHead({
  sort,
  onSort,
}: {
  readonly sort: FileSort;
  readonly onSort: (by: FileSort['by']) => void;
}): ReactElement {
  return (
    <div role="rowgroup" className="files-head">
      <div role="row" aria-rowindex={1} className="files-columns">
        {columns.map(({ by, words, className }) => {
          const isSorted = by === sort.by;
          const Arrow = sort.descending ? ArrowDown : ArrowUp;
          return (
            <div
              key={words}
              role="columnheader"
              className={className}
              {...(by === null
                ? {}
                : { 'aria-sort': isSorted ? (sort.descending ? 'descending' : 'ascending') : 'none' })}
            >
              {by === null ? (
                words
              ) : (
                <button type="button" className="files-sort" onClick={() => onSort(by)}>
                  {words}
                  {isSorted ? <Arrow size={12} strokeWidth={1.5} aria-hidden /> : null}
                </button>
              )}
            </div>
          );
        })}
      </div>
    </div>
  );
}

import { useEffect, useState } from 'react';
import type { FileList } from './file-list.ts';
import { nothingSelected, renewSelection, type Selection } from './selection.ts';

/** What is selected in a list: nothing in a new one, and what was on its way is known to have come. */
export function useSelection(list: FileList, revision: number): [Selection, (selection: Selection) => void] {
  const [selection, setSelection] = useState<Selection>(nothingSelected);
  useEffect(() => setSelection(nothingSelected), [list]);
  useEffect(() => {
    setSelection((before) =>
      renewSelection(before, (id) => {
        const index = list.indexOf(id);
        return index === null ? null : list.rowAt(index);
      }),
    );
  }, [list, revision]);
  return [selection, setSelection];
}

import { useEffect, useState } from 'react';
import type { JobRow } from '../../contract/jobs.ts';
import { type JobSelection, keepListed, noSelection } from './job-selection.ts';

/** What is selected among these rows; what left them is no longer. */
export function useJobSelection(rows: readonly JobRow[]): readonly [JobSelection, (selection: JobSelection) => void] {
  const [selection, setSelection] = useState(noSelection);
  useEffect(() => {
    setSelection((before) =>
      before.ids.size === 0
        ? before
        : keepListed(
            before,
            rows.map(({ id }) => id),
          ),
    );
  }, [rows]);
  return [selection, setSelection];
}

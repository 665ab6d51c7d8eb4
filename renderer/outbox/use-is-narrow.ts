import { useSyncExternalStore } from 'react';

/** Below this width the open message takes the place of the list. The style sheet has the same number. */
const narrow = window.matchMedia('(max-width: 999px)');

export function useIsNarrow(): boolean {
  return useSyncExternalStore(
    (changed) => {
      narrow.addEventListener('change', changed);
      return () => narrow.removeEventListener('change', changed);
    },
    () => narrow.matches,
  );
}

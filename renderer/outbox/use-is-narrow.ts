import { useSyncExternalStore } from 'react';
import { useWindow } from '../app/location.ts';

/** Below this width of the window the open message takes the place of the list; sooner while the sandbox panel stands beside. */
const narrow = window.matchMedia('(max-width: 999px)');
const narrowBesidePanel = window.matchMedia('(max-width: 1199px)');

export function useIsNarrow(): boolean {
  const query = useWindow(({ isSandboxOpen }) => isSandboxOpen) ? narrowBesidePanel : narrow;
  return useSyncExternalStore(
    (changed) => {
      query.addEventListener('change', changed);
      return () => query.removeEventListener('change', changed);
    },
    () => query.matches,
  );
}

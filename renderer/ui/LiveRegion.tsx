import type { ReactElement } from 'react';
import { useStore } from 'zustand';
import { announcements } from './announce.ts';

/** The one polite region of the window: it stands outside everything that comes and goes. */
export function LiveRegion(): ReactElement {
  const { words, count } = useStore(announcements);
  return (
    <div className="visually-hidden" role="status" aria-live="polite">
      <span key={count}>{words}</span>
    </div>
  );
}

import { useEffect, type ReactElement } from 'react';
import { useConnectionState } from '../app/connection.tsx';
import { useOutboxRows } from '../outbox/outbox-rows.ts';
import { announce } from '../ui/announce.ts';
import { formatTime } from '../ui/format/format-time.ts';
import { refusedWords } from './Starting.tsx';

/** Says what is safe while the engine cannot be reached, and how old everything on the screen is. */
export function ConnectionBanner(): ReactElement | null {
  const state = useConnectionState();
  const toldAtMs = useOutboxRows((rows) => rows.toldAtMs);
  const words = bannerWords(state, toldAtMs);
  useEffect(() => {
    if (words !== null) announce(`${words.what} ${words.safe}`);
  }, [words?.what, words?.safe]);
  if (words === null) return null;
  return (
    <aside className="banner" data-tone="amber" aria-label="Connection">
      <b>{words.what}</b>
      <span>{words.safe}</span>
    </aside>
  );
}

function bannerWords(
  state: ReturnType<typeof useConnectionState>,
  toldAtMs: number | null,
): { what: string; safe: string } | null {
  switch (state) {
    case 'connecting':
    case 'connected':
      return null;
    case 'refused':
      return { what: 'Not connected.', safe: refusedWords };
    case 'lost': {
      const age =
        toldAtMs === null ? '' : ` What you see is from ${formatTime(new Date(toldAtMs).toISOString(), Date.now())}.`;
      return {
        what: 'The engine cannot be reached.',
        safe: `Everything queued is safe on its disk and nothing is sent twice.${age} Connecting again by itself.`,
      };
    }
  }
}

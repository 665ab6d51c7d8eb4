import { useEffect, useState, type ReactElement } from 'react';
import { useConnectionState } from '../app/connection.tsx';

/** Under 400 ms nothing; then a noun; after 10 s what we wait for. */
export function Starting(): ReactElement | null {
  const isRefused = useConnectionState() === 'refused';
  const [waitedMs, setWaitedMs] = useState(0);
  useEffect(() => {
    const timers = [400, 10_000].map((delayMs) => window.setTimeout(() => setWaitedMs(delayMs), delayMs));
    return () => timers.forEach((timer) => window.clearTimeout(timer));
  }, []);
  if (isRefused) return <main className="starting">{refusedWords}</main>;
  if (waitedMs === 0) return null;
  return (
    <main className="starting" aria-busy="true">
      {waitedMs < 10_000
        ? 'Connecting to the engine on this computer'
        : 'Still waiting for the engine on this computer. What was queued is safe on its disk.'}
    </main>
  );
}

export const refusedWords =
  'This page is not signed in to the engine any more. Open the address that Mailroom printed when it started.';

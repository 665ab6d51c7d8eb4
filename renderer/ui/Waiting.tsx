import { useEffect, useState, type ReactElement } from 'react';
import './Empty.css';

/** Under 400 ms nothing; then what is waited for; after 10 s that it still is. */
export function Waiting({ words }: { readonly words: string }): ReactElement | null {
  const [waitedMs, setWaitedMs] = useState(0);
  useEffect(() => {
    const timers = [400, 10_000].map((delayMs) => window.setTimeout(() => setWaitedMs(delayMs), delayMs));
    return () => timers.forEach((timer) => window.clearTimeout(timer));
  }, []);
  if (waitedMs === 0) return null;
  return (
    <p className="waiting" aria-busy="true">
      {waitedMs < 10_000 ? words : `${words}. Still waiting for the engine on this computer.`}
    </p>
  );
}

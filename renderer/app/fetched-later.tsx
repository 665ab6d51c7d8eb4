import { lazy, useEffect, useState, type ComponentType, type ReactElement } from 'react';
import { Button } from '../ui/Button.tsx';
import { useConnectionState } from './connection.tsx';
import './FaultNote.css';

/**
 * A screen whose code is fetched when somebody opens it. Where it cannot be fetched, because the host went away in that
 * moment or was replaced by a newer one, the screen says so and comes as soon as the host is back.
 */
export function fetchedLater<Props extends object>(
  fetchScreen: () => Promise<ComponentType<Props>>,
): FetchedLater<Props> {
  let fetched: ComponentType<Props> | null = null;
  const Later = lazy(async () => ({ default: fetched ?? (await fetchScreen().catch(() => NotFetched)) }));
  function Screen(props: Props): ReactElement {
    const [Here] = useState(() => fetched);
    return Here === null ? <Later {...props} /> : <Here {...props} />;
  }
  const fetchSoon = (): void => {
    fetchScreen().then(
      (found) => void (fetched = found),
      () => undefined,
    );
  };
  return Object.assign(Screen, { fetchSoon });
}

type FetchedLater<Props> = ((props: Props) => ReactElement) & {
  /** Fetches it before anybody opens it: React shows what it had to wait for no sooner than after 300 ms. */
  readonly fetchSoon: () => void;
};

/**
 * A new page, not a second try: browsers and the bundler's own loader remember what failed, and a newer host may have
 * other names for its files. Only a connection that was lost and came back reloads by itself, so that a file that is
 * missing for good cannot make the page go round in circles.
 */
function NotFetched(): ReactElement {
  const state = useConnectionState();
  const [wasLost, setWasLost] = useState(false);
  if (state === 'lost' && !wasLost) setWasLost(true);
  const isBack = wasLost && state === 'connected';
  useEffect(() => {
    if (isBack) window.location.reload();
  }, [isBack]);
  return (
    <section className="crash" data-region="detail" aria-label="This screen">
      <div className="fault" role="alert">
        <p className="fault-words">
          {state === 'connected'
            ? 'This screen could not be fetched from the engine. Nothing is lost.'
            : 'This screen could not be fetched before the engine went away. It opens by itself when the engine is back. Nothing is lost.'}
        </p>
        {state === 'connected' ? (
          <div className="fault-actions">
            <Button look="quiet" onPress={() => window.location.reload()}>
              Load the page again
            </Button>
          </div>
        ) : null}
      </div>
    </section>
  );
}

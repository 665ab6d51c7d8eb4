import type { ReactElement } from 'react';
import { useShellStatus } from '../app/use-shell-status.ts';
import { setByWords } from '../settings/set-by-words.ts';

/** Seen from every screen, so that nobody wonders why an outside address is refused. */
export function InternalOnlyRibbon(): ReactElement | null {
  const status = useShellStatus();
  const domains = status?.internalOnly ?? null;
  if (domains === null) return null;
  const by = status?.internalOnlyBy ?? null;
  const where = domains.length === 0 ? 'this organisation' : domains.join(', ');
  return (
    <aside className="internal-only" data-region="ribbon" aria-label="Internal-only">
      Internal-only{' '}
      <span>
        Mail goes to {where} and nowhere else. {by === null ? '' : `${setByWords[by]}.`}
      </span>
    </aside>
  );
}

import { Activity, File, ListChecks, PenLine, Send, Settings2, type LucideIcon } from 'lucide-react';
import type { ReactElement } from 'react';
import { Button } from 'react-aria-components';
import { goTo, useWindow, type Place } from '../app/location.ts';
import { useFilesNeedingYou } from '../files/ingest-state.ts';
import { useHasCriticalAlert } from '../health/health-state.ts';
import { useJobsNeedingYou } from '../jobs/use-jobs-feed.ts';
import { useOutboxRows } from '../outbox/outbox-rows.ts';
import { countNeedingYou } from '../outbox/sections.ts';
import './Rail.css';

interface RailEntry {
  readonly place: Place;
  readonly words: string;
  readonly icon: LucideIcon;
}

const entries: readonly RailEntry[] = [
  { place: 'write', words: 'Write', icon: PenLine },
  { place: 'outbox', words: 'Outbox', icon: Send },
  { place: 'files', words: 'Files', icon: File },
  { place: 'jobs', words: 'Jobs', icon: ListChecks },
  { place: 'health', words: 'Health', icon: Activity },
  { place: 'settings', words: 'Settings', icon: Settings2 },
];

/** The places of the window. A number means "needs you", never "exists". */
export function Rail(): ReactElement {
  const place = useWindow(({ location }) => location.place);
  const needing = useOutboxRows(({ byId }) => countNeedingYou(byId.values().map(({ row }) => row)));
  const counts: Partial<Record<Place, number>> = {
    outbox: needing,
    files: useFilesNeedingYou(),
    jobs: useJobsNeedingYou(),
  };
  const isBroken = useHasCriticalAlert();
  return (
    <nav className="rail" data-region="rail" aria-label="Places">
      {entries.map(({ place: goal, words, icon: Icon }) => {
        const count = counts[goal] ?? 0;
        return (
          <Button
            key={goal}
            className={`rail-entry rail-${goal}`}
            onPress={() => goTo(goal)}
            {...(place === goal ? { 'aria-current': 'page' as const } : {})}
          >
            <Icon size={18} strokeWidth={1.5} aria-hidden />
            {words}
            {count > 0 ? (
              <b className="rail-count">
                {count > 99 ? '99+' : count}
                <span className="visually-hidden"> need you</span>
              </b>
            ) : null}
            {goal === 'health' && isBroken ? (
              <b className="rail-count">
                <span aria-hidden>!</span>
                <span className="visually-hidden"> A critical alert stands</span>
              </b>
            ) : null}
          </Button>
        );
      })}
    </nav>
  );
}

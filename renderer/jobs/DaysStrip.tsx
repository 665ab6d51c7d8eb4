import { useState, type ReactElement } from 'react';
import type { JobTotals } from '../../contract/jobs.ts';
import { Button } from '../ui/Button.tsx';
import { countWords, formatCount } from '../ui/format/count-words.ts';
import { locale } from '../ui/format/locale.ts';

type Day = JobTotals['days'][number];

const dayWords = new Intl.DateTimeFormat(locale, { weekday: 'short', day: 'numeric', month: 'short' });
const heightPx = 72;
const shownDays = 90;

/** Row J13: how the work of each day ended, at most 90 days: bars, and the same as a table. */
export function DaysStrip({ days }: { readonly days: readonly Day[] }): ReactElement | null {
  const [isTable, setIsTable] = useState(false);
  if (days.length === 0) return null;
  const died = days.reduce((total, day) => total + day.died, 0);
  const done = days.reduce((total, day) => total + day.done, 0);
  return (
    <section className="days" aria-label="History">
      <h2 className="detail-section">The last 90 days</h2>
      <p className="days-sum">
        {`${countWords(done, 'job')} done, `}
        <span className="tone" data-tone={died === 0 ? 'ink' : 'brick'}>
          {formatCount(died)} given up
        </span>
        <Button look="quiet" onPress={() => setIsTable(!isTable)}>
          {isTable ? 'Show as bars' : 'Show as a table'}
        </Button>
      </p>
      {isTable ? (
        <DaysTable days={days} />
      ) : (
        <DaysBars days={days} label={`${formatCount(done)} done, ${formatCount(died)} given up`} />
      )}
    </section>
  );
}

function DaysBars({ days, label }: { readonly days: readonly Day[]; readonly label: string }): ReactElement {
  const most = Math.max(1, ...days.map(({ done, died }) => done + died));
  const first = shownDays - days.length;
  return (
    <svg
      className="days-bars"
      role="img"
      aria-label={`Bars, one a day: ${label}`}
      viewBox={`0 0 ${String(shownDays * 6)} ${String(heightPx)}`}
      preserveAspectRatio="none"
    >
      {days.map((day, index) => {
        const [doneHeight, diedHeight] = [tall(day.done, most), tall(day.died, most)];
        const x = (first + index) * 6;
        return (
          <g key={day.day}>
            <title>{`${nameOf(day)}: ${formatCount(day.done)} done, ${formatCount(day.retried)} tried again, ${formatCount(day.died)} given up`}</title>
            <rect className="days-done" x={x} width={5} y={heightPx - doneHeight} height={doneHeight} />
            <rect className="days-died" x={x} width={5} y={heightPx - doneHeight - diedHeight} height={diedHeight} />
          </g>
        );
      })}
    </svg>
  );
}

function DaysTable({ days }: { readonly days: readonly Day[] }): ReactElement {
  return (
    <table className="table">
      <thead>
        <tr>
          <th>Day</th>
          <th className="number">Done</th>
          <th className="number">Tried again</th>
          <th className="number">Given up</th>
        </tr>
      </thead>
      <tbody>
        {days.toReversed().map((day) => (
          <tr key={day.day}>
            <td>{nameOf(day)}</td>
            <td className="number">{formatCount(day.done)}</td>
            <td className="number">{formatCount(day.retried)}</td>
            <td className="number">{formatCount(day.died)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** What happened at all is seen: one pixel and a half at least. */
function tall(count: number, most: number): number {
  return count === 0 ? 0 : Math.max(1.5, (count / most) * (heightPx - 4));
}

function nameOf({ day }: Day): string {
  return dayWords.format(new Date(`${day}T12:00:00`));
}

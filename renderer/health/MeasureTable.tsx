import type { ReactElement } from 'react';
import { measures, type HealthReport, type HealthSeries } from '../../contract/health.ts';
import { formatTime } from '../ui/format/format-time.ts';
import { formatMeasure, measureWords, objectiveWords } from './measure-words.ts';
import { thinOut } from './thin-out.ts';

const maxRows = 60;

export interface MeasureTableProps {
  readonly report: HealthReport | null;
  readonly series: HealthSeries;
  readonly nowMs: number;
  readonly emptyWords: string;
}

/** The numbers of the charts, to be read. */
export function MeasureTable({ report, series, nowMs, emptyWords }: MeasureTableProps): ReactElement {
  const rows = thinOut(series, maxRows);
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keyboard
    <div className="measure-table" tabIndex={0} role="region" aria-label="The numbers as a table">
      <table>
        <thead>
          <tr>
            <th scope="col">Time</th>
            {measures.map((measure) => (
              <th key={measure} scope="col">
                {measureWords[measure].title}, {measureWords[measure].unit}
                <small>{report === null ? '' : objectiveWords(measure, report.measures[measure].objective)}</small>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {report === null ? null : (
            <tr>
              <th scope="row">Now</th>
              {measures.map((measure) => (
                <td key={measure}>{formatMeasure(measure, report.measures[measure].now)}</td>
              ))}
            </tr>
          )}
          {rows.map((row) => (
            <tr key={row.at}>
              <th scope="row">{formatTime(row.at, nowMs)}</th>
              {measures.map((measure) => (
                <td key={measure}>{formatMeasure(measure, row.values[measure])}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length === 0 ? <p>{emptyWords}</p> : null}
    </div>
  );
}

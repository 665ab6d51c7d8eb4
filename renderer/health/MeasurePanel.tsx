import { useMemo, useState, type ReactElement } from 'react';
import type { HealthReport, HealthSeries, HealthSpan, Measure } from '../../contract/health.ts';
import { formatTime } from '../ui/format/format-time.ts';
import { MeasureChart } from './MeasureChart.tsx';
import { formatMeasure, isMissed, measureWords, objectiveWords } from './measure-words.ts';

export interface MeasurePanelProps {
  readonly measure: Measure;
  readonly state: HealthReport['measures'][Measure] | null;
  readonly series: HealthSeries;
  readonly span: HealthSpan;
  readonly nowMs: number;
  readonly isStale: boolean;
  /** What stands in a chart without numbers. */
  readonly emptyWords: string;
}

/** A measure: its name, what it is now and what it should be, and its line. */
export function MeasurePanel(props: MeasurePanelProps): ReactElement {
  const { measure, state, series, span } = props;
  const { title, unit, factor } = measureWords[measure];
  const [cursor, setCursor] = useState<number | null>(null);
  const at = useMemo(() => series.at.map((instant) => Date.parse(instant) / 1000), [series.at]);
  const column = series.values[measure];
  const values = useMemo(() => column.map((value) => (value === null ? null : value * factor)), [column, factor]);
  const pointed = cursor === null ? undefined : series.at[cursor];
  const objective = state === null ? '' : objectiveWords(measure, state.objective);
  const now = formatMeasure(measure, state?.now ?? null);
  return (
    <section className="measure" aria-label={`${title}, ${unit}`}>
      <header className="measure-head">
        <h2>
          {title}, {unit}
        </h2>
        {pointed === undefined ? (
          <b className="measure-now" data-missed={(state !== null && isMissed(state)) || undefined}>
            {now}
          </b>
        ) : (
          <b className="measure-now">
            <small>{formatTime(pointed, props.nowMs)}</small> {formatMeasure(measure, column[cursor ?? 0] ?? null)}
          </b>
        )}
        <span className="measure-objective">{objective}</span>
      </header>
      <div className="measure-body">
        <MeasureChart
          label={`${title}, ${unit}, of the last ${span}. Now ${now}${objective === '' ? '' : `, ${objective}`}.`}
          at={at}
          values={values}
          objective={objectiveOf(state, factor)}
          isLong={span === 'week'}
          isStale={props.isStale}
          onCursor={setCursor}
        />
        {column.every((value) => value === null) ? <p className="measure-empty">{props.emptyWords}</p> : null}
      </div>
    </section>
  );
}

function objectiveOf(state: MeasurePanelProps['state'], factor: number): number | null {
  return state === null || state.objective === null ? null : state.objective.value * factor;
}

import { useEffect, useEffectEvent, useRef, type ReactElement } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { chartOptions } from './chart-options.ts';

export interface MeasureChartProps {
  /** What it shows, in words: the picture itself says nothing to who cannot see it. */
  readonly label: string;
  /** Seconds since 1970, in even steps. */
  readonly at: readonly number[];
  /** In the unit that is shown. */
  readonly values: readonly (number | null)[];
  readonly objective: number | null;
  /** Days are told instead of times. */
  readonly isLong: boolean;
  readonly isStale: boolean;
  readonly onCursor: (index: number | null) => void;
}

const height = 128;

/** One line over time. Its axes stand before there are numbers. */
export function MeasureChart(props: MeasureChartProps): ReactElement {
  const { at, values, objective, isLong } = props;
  const place = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | null>(null);
  const latest = useRef({ objective, isLong });
  latest.current = { objective, isLong };
  const tellCursor = useEffectEvent(props.onCursor);

  useEffect(() => {
    const element = place.current;
    if (element === null) return;
    const chart = new uPlot(
      chartOptions({
        element,
        width: element.clientWidth,
        height,
        objective: () => latest.current.objective,
        isLong: () => latest.current.isLong,
        onCursor: (index) => tellCursor(index),
      }),
      [[], []],
      element,
    );
    plot.current = chart;
    const stopWatching = [watchWidth(element, chart), watchTheme(chart)];
    return () => {
      for (const stop of stopWatching) stop();
      plot.current = null;
      chart.destroy();
    };
  }, []);

  useEffect(() => {
    plot.current?.setData([[...at], [...values]]);
  }, [at, values, objective, isLong]);

  const isFilled = values.some((value) => value !== null);
  return (
    <div className="measure-chart" data-stale={props.isStale || undefined} data-filled={isFilled || undefined}>
      <div ref={place} role="img" aria-label={props.label} />
    </div>
  );
}

function watchWidth(element: HTMLElement, chart: uPlot): () => void {
  const observer = new ResizeObserver(() => {
    const width = element.clientWidth;
    if (width > 0 && width !== chart.width) chart.setSize({ width, height });
  });
  observer.observe(element);
  return () => observer.disconnect();
}

/** Colours are on a canvas, so that a change of them is a drawing. */
function watchTheme(chart: uPlot): () => void {
  const draw = (): void => chart.redraw();
  const queries = ['(prefers-color-scheme: dark)', '(forced-colors: active)'].map((query) => window.matchMedia(query));
  for (const query of queries) query.addEventListener('change', draw);
  const observer = new MutationObserver(draw);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
  return () => {
    for (const query of queries) query.removeEventListener('change', draw);
    observer.disconnect();
  };
}

import type uPlot from 'uplot';
import { locale } from '../ui/format/locale.ts';
import { formatNumber } from './measure-words.ts';

export interface ChartFacts {
  readonly element: HTMLElement;
  readonly width: number;
  readonly height: number;
  /** In the unit that is shown; asked each time that it is drawn. */
  readonly objective: () => number | null;
  readonly isLong: () => boolean;
  readonly onCursor: (index: number | null) => void;
}

const syncKey = 'health';
const clock = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit' });
const day = new Intl.DateTimeFormat(locale, { weekday: 'short', day: 'numeric' });

/** One line over time, its objective dashed, and a cursor that all four charts share. */
export function chartOptions(facts: ChartFacts): uPlot.Options {
  const { element, objective } = facts;
  // Asked at each drawing: themes change while the chart stands.
  const colour = (name: string) => (): string => getComputedStyle(element).getPropertyValue(`--chart-${name}`);
  const font = (): string => `11px ${getComputedStyle(element).fontFamily}`;
  const grid = { stroke: colour('rule'), width: 1 };
  const axis = { stroke: colour('text'), font: font(), ticks: { show: false }, grid };
  return {
    width: facts.width,
    height: facts.height,
    padding: [6, 18, 0, 0],
    legend: { show: false },
    cursor: { y: false, drag: { x: false, y: false }, sync: { key: syncKey }, points: { size: 6 } },
    scales: { x: { time: true }, y: { range: (_plot, _min, max) => [0, topOf(max, objective())] } },
    axes: [
      {
        ...axis,
        grid: { show: false },
        size: 22,
        gap: 4,
        space: 64,
        values: (_plot, splits) => splits.map((at) => (facts.isLong() ? day : clock).format(at * 1000)),
      },
      { ...axis, size: 34, gap: 6, space: 36, values: (_plot, splits) => splits.map(formatNumber) },
    ],
    series: [{}, { stroke: colour('line'), width: 1.5, points: { show: isAlone, size: 4, fill: colour('line') } }],
    hooks: {
      draw: [(plot) => drawObjective(plot, objective(), colour('objective')())],
      setCursor: [(plot) => facts.onCursor(plot.cursor.idx ?? null)],
    },
  };
}

/** A little air above the highest thing there is. */
function topOf(max: number | null, objective: number | null): number {
  return Math.max(max ?? 0, objective ?? 0) * 1.2 || 1;
}

/** A value between two gaps makes no line: it is shown as a point. */
function isAlone(plot: uPlot, seriesIndex: number): boolean {
  const column = plot.data[seriesIndex] ?? [];
  const known = Array.from(column).filter((value) => value !== null && value !== undefined).length;
  return known > 0 && known < 4;
}

function drawObjective(plot: uPlot, objective: number | null, colour: string): void {
  if (objective === null) return;
  const { ctx, bbox } = plot;
  const ratio = devicePixelRatio;
  const y = Math.round(plot.valToPos(objective, 'y', true));
  ctx.save();
  ctx.strokeStyle = colour;
  ctx.lineWidth = ratio;
  ctx.setLineDash([4 * ratio, 3 * ratio]);
  ctx.beginPath();
  ctx.moveTo(bbox.left, y);
  ctx.lineTo(bbox.left + bbox.width, y);
  ctx.stroke();
  ctx.restore();
}

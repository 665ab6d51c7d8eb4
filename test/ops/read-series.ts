import { readMetrics } from '../helpers/read-metrics.ts';
import type { Matcher, Selector } from './read-promql.ts';

/** One line of `/metrics`. */
export interface Series {
  readonly metric: string;
  readonly labels: Readonly<Record<string, string>>;
}

/** The series that a text of `/metrics` has. */
export function readSeries(text: string): readonly Series[] {
  return [...readMetrics(text).keys()].map((name) => {
    const [metric = ''] = /^[\w:]+/.exec(name) ?? [];
    const labels = [...name.matchAll(/(\w+)="([^"]*)"/g)].map(([, label = '', value = '']) => [label, value] as const);
    return { metric, labels: Object.fromEntries(labels) };
  });
}

/** Whether a selector chooses this series. */
export function selects({ metric, matchers }: Selector, series: Series): boolean {
  return metric === series.metric && matchers.every((matcher) => matches(matcher, series.labels[matcher.label] ?? ''));
}

function matches({ operator, value }: Matcher, given: string): boolean {
  const isLike = new RegExp(`^(?:${value})$`).test(given);
  switch (operator) {
    case '=':
      return given === value;
    case '!=':
      return given !== value;
    case '=~':
      return isLike;
    case '!~':
      return !isLike;
  }
}

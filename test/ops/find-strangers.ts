import { readSelectors, type Selector } from './read-promql.ts';
import { type Series, selects } from './read-series.ts';

/** Made by Prometheus itself, of every target. */
const ofPrometheus = ['up'];

/**
 * What an expression asks for and nobody tells: a metric that neither the product nor a rule has, or a label or value that
 * no series of the product has. In words; empty where all is known.
 */
export function findStrangers(expression: string, series: readonly Series[], records: readonly string[]): string[] {
  return readSelectors(expression).flatMap((selector) => {
    if (records.includes(selector.metric) || ofPrometheus.includes(selector.metric)) return [];
    const alternatives = selector.matchers.flatMap((matcher) =>
      matcher.operator === '=~' || matcher.operator === '!~'
        ? matcher.value.split('|').map((value): Selector => alone(selector, { ...matcher, operator: '=~', value }))
        : [alone(selector, matcher)],
    );
    const strange = [selector, ...alternatives].filter((asked) => !series.some((each) => selects(asked, each)));
    return [...new Set(strange.map(wordsFor))];
  });
}

function wordsFor({ metric, matchers }: Selector): string {
  return [metric, ...matchers.map(({ label, operator, value }) => `${label}${operator}${value}`)].join(' ');
}

function alone({ metric }: Selector, matcher: Selector['matchers'][number]): Selector {
  return { metric, matchers: [matcher] };
}

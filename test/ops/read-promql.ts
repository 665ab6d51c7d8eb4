import { parser } from '@prometheus-io/lezer-promql';
import { z } from 'zod';

const operators = { EqlSingle: '=', EqlRegex: '=~', Neq: '!=', NeqRegex: '!~' } as const;
const operatorName = z.enum(['EqlSingle', 'EqlRegex', 'Neq', 'NeqRegex']);

export interface Matcher {
  readonly label: string;
  readonly operator: (typeof operators)[z.infer<typeof operatorName>];
  readonly value: string;
}

/** One choice of series in an expression: `mail_ingest_jobs_total{result="retry"}`. */
export interface Selector {
  readonly metric: string;
  readonly matchers: readonly Matcher[];
}

/** Every selector of a PromQL expression, by Prometheus' own grammar. Throws where the expression is none. */
export function readSelectors(expression: string): readonly Selector[] {
  const selectors: { metric: string; matchers: Matcher[] }[] = [];
  let label = '';
  let operator: Matcher['operator'] = '=';
  parser.parse(expression).iterate({
    enter({ type, from, to }) {
      const text = expression.slice(from, to);
      if (type.isError) throw new Error(`No PromQL at ${from}: ${expression}`);
      if (type.name === 'VectorSelector') selectors.push({ metric: '', matchers: [] });
      const last = selectors.at(-1);
      const named = operatorName.safeParse(type.name);
      if (named.success) operator = operators[named.data];
      if (last === undefined) return;
      if (type.name === 'Identifier') last.metric = text;
      if (type.name === 'LabelName') label = text;
      if (type.name === 'StringLiteral') last.matchers.push({ label, operator, value: text.slice(1, -1) });
    },
  });
  return selectors;
}

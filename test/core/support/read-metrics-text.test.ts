import { expect, it } from 'vitest';
import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import { readMetricsText } from '../../../main/core/support/read-metrics-text.ts';

it('O6: reads back what the metrics library publishes, with labels, help and type', async () => {
  const registry = new Registry();
  const registers = [registry];
  new Counter({ name: 'sends_total', help: 'Sends\nby result', labelNames: ['result'], registers }).inc(
    { result: 'a "b" \\ c' },
    3,
  );
  new Gauge({ name: 'waiting', help: 'Waiting now', registers }).set(2.5);
  const seconds = new Histogram({ name: 'chunk_seconds', help: 'Chunks', buckets: [1, 5], registers });
  seconds.observe(0.5);
  seconds.observe(4);
  expect(readMetricsText(await registry.metrics())).toEqual([
    {
      name: 'sends_total',
      help: 'Sends by result',
      type: 'counter',
      series: [{ labels: { result: 'a "b" \\ c' }, value: 3 }],
    },
    { name: 'waiting', help: 'Waiting now', type: 'gauge', series: [{ labels: {}, value: 2.5 }] },
    {
      name: 'chunk_seconds',
      help: 'Chunks',
      type: 'histogram',
      series: [
        { labels: { of: 'sum' }, value: 4.5 },
        { labels: { of: 'count' }, value: 2 },
      ],
    },
  ]);
});

it('reads nothing from what is no metric', () => {
  expect(readMetricsText('\n# a remark\nnonsense\nunknown 1\n# TYPE odd summary\nodd 3\n')).toEqual([]);
});

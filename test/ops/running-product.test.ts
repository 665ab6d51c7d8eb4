import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startBrowserHost } from '../../main/browser/start-browser-host.ts';
import type { Engine } from '../../main/engine/host.ts';
import { patiently } from '../helpers/patiently.ts';
import { hasPrometheus, startPrometheus } from '../helpers/prometheus-server.ts';
import { scriptedTraffic } from '../helpers/scripted-traffic.ts';
import { findStrangers } from './find-strangers.ts';
import { drawnPanels, readDashboards } from './read-dashboards.ts';
import { readAlertRules, readRecordingRules, rulesFolder } from './read-rules.ts';
import { readSeries } from './read-series.ts';

const bearerToken = 'a-token-for-prometheus';
const records = readRecordingRules().map(({ record }) => record);

/** Everything that is asked of Prometheus anywhere, each with where. */
const asked = [
  ...readRecordingRules().map(({ record, expr }) => ({ where: record, expr })),
  ...readAlertRules().map(({ alert, expr }) => ({ where: alert, expr })),
  ...readDashboards().flatMap((dashboard) =>
    drawnPanels(dashboard).flatMap(({ title, targets }) =>
      targets.map(({ expr }) => ({ where: `${dashboard.title}, ${title}`, expr })),
    ),
  ),
];

/** A browser host over the engine, as `mailroom serve` starts it. */
async function serveMetrics({ router, incoming, downloads, telemetry, client }: Engine, dataDir: string) {
  if (router === null || incoming === null || downloads === null || telemetry === null)
    throw new Error('not the owner');
  const rendererDir = join(dataDir, 'page');
  mkdirSync(rendererDir);
  writeFileSync(join(rendererDir, 'index.html'), '<title>Mailroom</title>');
  const engine = { client, router, incoming, downloads, telemetry };
  const host = await startBrowserHost({ engine, dataDir, rendererDir, port: null, nowMs: Date.now });
  onTestFinished(() => host.close());
  return host;
}

describe('the running product', () => {
  it('SM6 US13: tells every metric, label and value that a rule, alert or dashboard asks for', async () => {
    const traffic = await scriptedTraffic({ MAILROOM_METRICS_TOKEN: bearerToken });
    const { origin } = await serveMetrics(traffic.engine.engine, traffic.engine.dataDir);
    await traffic.drive();
    const answer = await fetch(`${origin}/metrics`, { headers: { authorization: `Bearer ${bearerToken}` } });
    expect(answer.status).toBe(200);
    const series = readSeries(await answer.text());
    const strangers = asked.flatMap(({ where, expr }) =>
      findStrangers(expr, series, records).map((stranger) => `${where}: ${stranger}`),
    );
    expect(strangers).toEqual([]);
  });

  it.skipIf(!hasPrometheus)(
    'SM6 MP5 US9: is read by Prometheus itself, and every recording rule has a value after some traffic',
    async () => {
      const traffic = await scriptedTraffic({ MAILROOM_METRICS_TOKEN: bearerToken });
      const { origin } = await serveMetrics(traffic.engine.engine, traffic.engine.dataDir);
      const ruleFiles = ['recording-rules.yml', 'alert-rules.yml'].map((name) => join(rulesFolder, name));
      const prometheus = await startPrometheus([{ origin, bearerToken }], ruleFiles);
      // A rate is made of what came between two looks: the first has to be before the traffic.
      await expect.poll(() => prometheus.query('up{job="mailroom"} == 1'), patiently).toHaveLength(1);
      await traffic.drive();
      await expect
        .poll(async () => {
          const found = await Promise.all(records.map((record) => prometheus.query(`{__name__="${record}"}`)));
          return records.filter((_, index) => found[index]?.length === 0);
        }, patiently)
        .toEqual([]);
    },
  );
});

describe('the search for strangers finds', () => {
  const series = readSeries('jobs_total{state="ready"} 1\njobs_total{state="dead"} 0\n');
  it.each([
    ['sum(rate(jobs_total{state="dead"}[5m])) / job:known', []],
    ['job_total > 0', ['job_total']],
    ['jobs_total{state="gone"}', ['jobs_total state=gone']],
    ['jobs_total{state=~"dead|gone"}', ['jobs_total state=~gone']],
    ['jobs_total{state!~"gone"}', ['jobs_total state=~gone']],
    ['jobs_total{kind="x"} and job:unknown', ['jobs_total kind=x', 'job:unknown']],
  ])('in %s', (expression, strangers) => {
    expect(findStrangers(expression, series, ['job:known'])).toEqual(strangers);
  });
});

import { describe, expect, it } from 'vitest';
import { drawnPanels, type Place, readDashboards } from './read-dashboards.ts';
import { readSelectors } from './read-promql.ts';
import { readAlertRules } from './read-rules.ts';

const dashboards = readDashboards();

it('US13: there are dashboards for sending, uploads, collecting, the rollout and the machines', () => {
  expect(dashboards.map(({ uid }) => uid).toSorted()).toEqual([
    'mailroom-ingest',
    'mailroom-machines',
    'mailroom-rollout',
    'mailroom-sending',
    'mailroom-uploads',
  ]);
});

describe.each(dashboards)('the dashboard $title', (dashboard) => {
  const panels = drawnPanels(dashboard);

  it('names each panel once, so that a runbook can point at it', () => {
    const titles = panels.map(({ title }) => title);
    expect(new Set(titles).size).toBe(titles.length);
    expect(new Set(dashboard.panels.map(({ id }) => id)).size).toBe(dashboard.panels.length);
  });

  it('lays no panel over another or over the edge', () => {
    const places = dashboard.panels.map(({ gridPos }) => gridPos);
    expect(places.filter(({ x, w }) => x + w > 24)).toEqual([]);
    expect(places.filter((one, index) => places.slice(index + 1).some((other) => overlap(one, other)))).toEqual([]);
  });

  it('asks only what Prometheus can read, and gives its thresholds in rising order', () => {
    for (const { targets, fieldConfig } of panels) {
      for (const { expr } of targets) expect(readSelectors(expr)).not.toEqual([]);
      const [first, ...steps] = fieldConfig.defaults.thresholds.steps.map(({ value }) => value);
      expect(first).toBeNull();
      expect(steps).toEqual(steps.toSorted((one, other) => Number(one) - Number(other)));
    }
  });
});

it('draws every limit of an alert on a share, time or depth that a panel shows alone', () => {
  const missing = readAlertRules().flatMap(({ alert, expr }) => {
    const [, asked, limit] = /^(job:\S+) [<>] ([\d.]+)/.exec(expr) ?? [];
    if (asked === undefined || alert.startsWith('MicrosoftOutlook')) return [];
    const panels = dashboards
      .flatMap(drawnPanels)
      .filter(({ targets }) => targets.some((target) => target.expr === asked));
    const isDrawn = panels.some(({ fieldConfig }) =>
      fieldConfig.defaults.thresholds.steps.some(({ value }) => value === Number(limit)),
    );
    return isDrawn ? [] : [alert];
  });
  expect(missing).toEqual([]);
});

function overlap(one: Place, other: Place): boolean {
  return one.x < other.x + other.w && other.x < one.x + one.w && one.y < other.y + other.h && other.y < one.y + one.h;
}

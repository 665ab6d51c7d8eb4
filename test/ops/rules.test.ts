import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findUntestedAlerts, findUntestedRecords } from './find-untested.ts';
import { readAlertRules, readRecordingRules, readRuleTests } from './read-rules.ts';

const records = readRecordingRules().map(({ record }) => record);
const alerts = readAlertRules();
const alertNames = alerts.map(({ alert }) => alert);
const tests = readRuleTests();

/** Published names: dashboards, routes and the rollout controller of others rely on them. */
const publishedRecords = [
  'action_exec_total',
  'action_execution:rate5m',
  'action_latency:p95',
  'job:outlook_send_exec_rate:5m',
  'job:outlook_send_latency_seconds:rate5m',
  'job:outlook_send_latency_p95:5m',
  'job:outlook_send_latency_p95_by_result:5m',
  'job:outlook_send_errors_rate:5m',
  'job:structured_error_rate_top5_codes_microsoft:5m',
  'job:outlook_upload_session_success_rate:5m',
  'job:outlook_upload_throughput_mbps:5m',
  'job:mail_ingest_success_rate:5m',
  'job:mail_ingest_retry_rate:5m',
  'job:mail_ingest_dead_letters',
  'job:mail_ingest_backlog_seconds',
  'job:graph_throttled_rate:5m',
];
const publishedAlerts = [
  'OutlookSendHighErrorRateWarning',
  'OutlookSendHighErrorRateCritical',
  'OutlookSendHighLatencyWarning',
  'OutlookSendHighLatencyCritical',
  'MicrosoftOutlookHighErrorRate',
  'MicrosoftOutlookHighLatency',
];

describe('recording rules', () => {
  it('SM6, MP5, US9: exist under their published names, more than fifteen of them', () => {
    expect(records).toEqual(expect.arrayContaining(publishedRecords));
    expect(new Set(records).size).toBe(records.length);
    expect(records.length).toBeGreaterThan(15);
  });

  it('have a case for promtool each, which says their value', () => {
    expect(findUntestedRecords(records, tests)).toEqual([]);
  });
});

describe('alerts', () => {
  it('SM6, MP5: exist under their published names', () => {
    expect(alertNames).toEqual(expect.arrayContaining(publishedAlerts));
    expect(new Set(alertNames).size).toBe(alertNames.length);
  });

  it('have cases for promtool each: it fires, it does not without traffic, it recovers', () => {
    expect(findUntestedAlerts(alertNames, tests)).toEqual([]);
  });

  it.each(alerts)('MP5: $alert says how bad it is, whose it is, and which page tells what to do', (rule) => {
    expect(rule.labels).toMatchObject({ service: 'relay', component: expect.any(String) });
    expect(rule.labels['severity']).toMatch(/^(warning|critical)$/);
    const path = rule.annotations.runbook_url;
    expect(path).toBe(`docs/runbooks/${basename(path)}`);
    const page = join(import.meta.dirname, '..', '..', path);
    expect(existsSync(page)).toBe(true);
    expect(readFileSync(page, 'utf8')).toContain(`\`${rule.alert}\``);
  });
});

it('are all told of in docs/observability.md', () => {
  const text = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'observability.md'), 'utf8');
  expect([...records, ...alertNames].filter((name) => !text.includes(`\`${name}\``))).toEqual([]);
});

describe('the search for missing cases finds', () => {
  it('a rule without one, and one that expects no value', () => {
    const valueless = tests.map((group) => ({
      ...group,
      promql_expr_test: group.promql_expr_test.map((looked) =>
        looked.expr === 'job:graph_throttled_rate:5m' ? { ...looked, exp_samples: [] } : looked,
      ),
    }));
    expect(findUntestedRecords([...records, 'job:new:5m'], valueless)).toEqual([
      'job:graph_throttled_rate:5m',
      'job:new:5m',
    ]);
  });

  it('an alert without one, one that never goes, and one that nobody tried without traffic', () => {
    const [firing] = tests.filter(({ name }) => name.startsWith('MailroomTargetDown'));
    const cases = firing?.alert_rule_test.filter(({ eval_time }) => eval_time !== '20m') ?? [];
    const planted = firing === undefined ? [] : [{ ...firing, alert_rule_test: cases }];
    expect(findUntestedAlerts(['MailroomTargetDown', 'New'], planted)).toEqual([
      'MailroomTargetDown never recovers',
      'MailroomTargetDown is not tried without traffic',
      'New never fires',
      'New never recovers',
      'New is not tried without traffic',
    ]);
  });
});

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

export const opsFolder = join(import.meta.dirname, '..', '..', 'ops');
export const rulesFolder = join(opsFolder, 'prometheus');
const rulesTestsFolder = join(rulesFolder, 'tests');

const recordingRule = z.strictObject({ record: z.string(), expr: z.string() });
const alertRule = z.strictObject({
  alert: z.string(),
  expr: z.string(),
  for: z.string(),
  labels: z.record(z.string(), z.string()),
  annotations: z.strictObject({ summary: z.string(), description: z.string(), runbook_url: z.string() }),
});
const ruleFile = <Rule extends z.ZodType>(rule: Rule) =>
  z.strictObject({
    groups: z.array(z.strictObject({ name: z.string(), interval: z.string().optional(), rules: z.array(rule) })),
  });
export type RecordingRule = z.infer<typeof recordingRule>;
export type AlertRule = z.infer<typeof alertRule>;

const alertCase = z.strictObject({
  alertname: z.string(),
  eval_time: z.string().regex(/^\d+m$/),
  exp_alerts: z.array(z.unknown()),
});
const valueCase = z.strictObject({ expr: z.string(), eval_time: z.string(), exp_samples: z.array(z.unknown()) });
const testGroup = z.strictObject({
  name: z.string(),
  interval: z.string(),
  input_series: z.array(z.unknown()),
  alert_rule_test: z.array(alertCase).default([]),
  promql_expr_test: z.array(valueCase).default([]),
});
export type TestGroup = z.infer<typeof testGroup>;
const testFile = z.strictObject({
  rule_files: z.array(z.string()),
  evaluation_interval: z.string(),
  tests: z.array(testGroup),
});

export function readRecordingRules(): readonly RecordingRule[] {
  return ruleFile(recordingRule)
    .parse(readYaml(join(rulesFolder, 'recording-rules.yml')))
    .groups.flatMap(({ rules }) => rules);
}

export function readAlertRules(): readonly AlertRule[] {
  return ruleFile(alertRule)
    .parse(readYaml(join(rulesFolder, 'alert-rules.yml')))
    .groups.flatMap(({ rules }) => rules);
}

/** The cases for promtool, of all files. */
export function readRuleTests(): readonly TestGroup[] {
  return listRuleTests().flatMap((path) => testFile.parse(readYaml(path)).tests);
}

export function listRuleTests(): readonly string[] {
  return readdirSync(rulesTestsFolder).map((name) => join(rulesTestsFolder, name));
}

function readYaml(path: string): unknown {
  return parse(readFileSync(path, 'utf8'));
}

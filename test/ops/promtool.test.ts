import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findPrometheus } from '../../scripts/ensure-prometheus.ts';
import { listRuleTests, rulesFolder } from './read-rules.ts';

const programs = findPrometheus();
const ruleFiles = ['recording-rules.yml', 'alert-rules.yml'].map((name) => join(rulesFolder, name));

describe.skipIf(programs === null)('Prometheus itself', () => {
  it('SM6, MP5, US9: takes the rules and finds nothing to say about them', () => {
    expect(promtool('check', 'rules', '--lint=all', '--lint-fatal', ...ruleFiles)).toMatchObject({ status: 0 });
  });

  it('SM6, MP5, US9: comes to the values and alerts that the cases expect', () => {
    expect(promtool('test', 'rules', ...listRuleTests())).toMatchObject({ status: 0 });
  });
});

describe.skipIf(programs === null)('the cases notice', () => {
  let copy = '';
  beforeEach(() => {
    copy = mkdtempSync(join(tmpdir(), 'mailroom-rules-'));
    cpSync(rulesFolder, copy, { recursive: true });
  });
  afterEach(() => rmSync(copy, { recursive: true, force: true }));

  it.each([
    {
      what: 'a share of each series by itself',
      file: 'recording-rules.yml',
      right: 'sum(rate(outlook_upload_session_total{result="completed"}[5m]))',
      wrong: 'rate(outlook_upload_session_total{result="completed"}[5m])',
      by: 'recording.yml',
    },
    {
      what: 'a floor that hides what a quiet mailbox meets',
      file: 'recording-rules.yml',
      right: '1 / 300)',
      wrong: '1)',
      by: 'recording.yml',
    },
    {
      what: 'a gate that counts as a failure',
      file: 'recording-rules.yml',
      right: '|rollout_gated',
      wrong: '',
      by: 'recording.yml',
    },
    {
      what: 'an alert on shares without its guard',
      file: 'alert-rules.yml',
      right: '> 0.01 and job:outlook_send_exec_rate:5m > 0.1',
      wrong: '> 0.01',
      by: 'sending-alerts.yml',
    },
    {
      what: 'an alert on times without its guard',
      file: 'alert-rules.yml',
      right: '> 5 and job:outlook_send_exec_rate:5m > 0.1',
      wrong: '> 5',
      by: 'sending-alerts.yml',
    },
    {
      what: 'a worker that is missed although nothing is to do',
      file: 'alert-rules.yml',
      right: 'mailroom_jobs{state="ready"} > 0',
      wrong: 'mailroom_jobs{state="ready"} >= 0',
      by: 'mailroom-alerts.yml',
    },
    {
      what: 'a limit that was moved',
      file: 'alert-rules.yml',
      right: 'mail_ingest_backlog_seconds > 600',
      wrong: 'mail_ingest_backlog_seconds > 6000',
      by: 'collecting-alerts.yml',
    },
  ])('$what', ({ file, right, wrong, by }) => {
    const path = join(copy, file);
    const text = readFileSync(path, 'utf8');
    expect(text).toContain(right);
    writeFileSync(path, text.replaceAll(right, wrong));
    expect(promtool('test', 'rules', join(copy, 'tests', by))).toMatchObject({ status: 1 });
  });
});

function promtool(...args: readonly string[]): { readonly status: number | null; readonly said: string } {
  const { status, stdout, stderr } = spawnSync(programs?.promtool ?? '', args, { encoding: 'utf8' });
  return { status, said: `${stdout}${stderr}` };
}

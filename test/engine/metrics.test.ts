import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readMetrics } from '../helpers/read-metrics.ts';
import { type ScriptedTraffic, scriptedTraffic } from '../helpers/scripted-traffic.ts';
import { startEngine } from '../helpers/start-engine.ts';

async function reportOf({ engine }: ScriptedTraffic['engine']): Promise<string> {
  if (engine.telemetry === null) throw new Error('another process owns the data folder');
  return (await engine.telemetry.report()).text;
}

const sending = 'provider="microsoft",action="outlook.send"';

it('US8 SM5 GW6: counts what was sent, refused, collected and waited for, under the published names', async () => {
  const traffic = await scriptedTraffic();
  await traffic.drive();
  const series = readMetrics(await reportOf(traffic.engine));
  const value = (name: string): number | undefined => series.get(name);
  expect({
    ok: value(`action_execution_total{${sending},status="ok"}`),
    error: value(`action_execution_total{${sending},status="error"}`),
    refused: value(`action_error_total{${sending},reason="graph_4xx"}`),
    blocked: value(`action_error_total{${sending},reason="internal_only_recipient_blocked"}`),
    unconfirmed: value(`action_error_total{${sending},reason="send_unconfirmed"}`),
    answered: value(`action_latency_seconds_count{${sending},status="ok"}`),
    answeredBadly: value(`action_latency_seconds_count{${sending},status="error"}`),
    confirmed: value('outlook_send_confirm_seconds_count'),
    allowed: value('rollout_gate_decision{provider="microsoft",decision="allow"}'),
    throttled: value(`structured_error_total{${sending},code="throttled_429",source="outlook.adapter"}`),
    sessions: value('outlook_upload_session_total{result="started"}'),
    completed: value('outlook_upload_session_total{result="completed"}'),
    dropped: value('outlook_upload_session_total{result="failed"}'),
    uploaded: value('outlook_upload_bytes_total{result="completed"}'),
    accepted: value('outlook_attachment_bytes_total{result="accepted"}'),
    tooLarge: value('outlook_attachment_bytes_total{result="rejected"}'),
    pictures: value('outlook_inline_refs_total{result="matched"}'),
    orphans: value('outlook_inline_refs_total{result="orphan_cid"}'),
    failedNow: value('mailroom_outbox_messages{state="failed"}'),
  }).toEqual({
    ok: 5,
    error: 3,
    refused: 1,
    blocked: 1,
    unconfirmed: 1,
    answered: 5,
    answeredBadly: 2,
    confirmed: 6,
    allowed: 8,
    throttled: 2,
    sessions: 4,
    completed: 2,
    dropped: 2,
    uploaded: 2 * 983_049,
    accepted: 2 * 983_049 + 500,
    tooLarge: 150_000_001,
    pictures: 1,
    orphans: 1,
    failedNow: 1,
  });
  expect({
    retried: value('mail_ingest_jobs_total{result="retry"}'),
    given: value('mail_ingest_jobs_total{result="dead_letter"}'),
    files: value('mail_ingest_files_total'),
    bytes: value('mail_ingest_bytes_total'),
    letters: value('mail_ingest_dead_letters'),
    backlog: value('mail_ingest_backlog_messages'),
    age: value('mail_ingest_backlog_seconds'),
    dead: value('mailroom_jobs{state="dead"}'),
    inFlight: value('graph_in_flight'),
    asked429: value('graph_requests_total{outcome="throttled"}'),
    lost: value('graph_requests_total{outcome="network"}'),
    notified: value('mailroom_webhook_requests_total{result="accepted"}'),
    percent: value('mailroom_rollout_percent'),
  }).toEqual({
    retried: 1,
    given: 1,
    files: 1,
    bytes: 2_000,
    letters: 1,
    backlog: 0,
    age: 0,
    dead: 1,
    inFlight: 0,
    asked429: 3,
    lost: 1,
    notified: 2,
    percent: 100,
  });
  for (const moving of [
    'mail_ingest_jobs_total{result="success"}',
    'graph_wait_seconds_total{because="throttled"}',
    'outlook_graph_build_seconds_count',
    'outlook_upload_chunk_seconds_count',
    'mailroom_store_commit_seconds_count',
    'mailroom_worker_seen_timestamp_seconds',
    'mailroom_store_bytes{part="database"}',
    'mailroom_store_bytes{part="blobs"}',
    'mailroom_disk_free_bytes',
    'process_cpu_seconds_total',
  ]) {
    expect([moving, value(moving)]).toEqual([moving, expect.any(Number)]);
    expect(value(moving)).toBeGreaterThan(0);
  }
});

it('SM5: has every series from the start at 0, and says of each in docs/specs/metrics.md what it is', async () => {
  const engine = await startEngine({ graphBaseUrl: 'http://127.0.0.1:9/v1.0' });
  const text = await reportOf(engine);
  const types = new Map([...text.matchAll(/^# TYPE (\S+) (\w+)$/gm)].map(([, name = '', type = '']) => [name, type]));
  const labels = new Map<string, Set<string>>();
  for (const name of readMetrics(text).keys()) {
    const [, family = '', inner = ''] = /^(\w+)(?:\{(.*)\})?$/.exec(name) ?? [];
    const owner = types.has(family) ? family : family.replace(/_(bucket|sum|count)$/, '');
    const known = labels.get(owner) ?? new Set<string>();
    for (const [, label = ''] of inner.matchAll(/(\w+)="/g)) if (label !== 'le') known.add(label);
    labels.set(owner, known);
  }
  const emitted = [...types]
    .filter(([name]) => !/^(process|nodejs)_/.test(name))
    .map(([name, type]) => `${name} ${type} ${[...(labels.get(name) ?? [])].join(',')}`);
  const document = readFileSync(join(import.meta.dirname, '../../docs/specs/metrics.md'), 'utf8');
  const documented = [...document.matchAll(/^\| `(\w+)` +\| (\w+) +\| ([^|]*?) *\|/gm)].map(
    ([, name, type, listed = '']) =>
      `${name} ${type} ${[...listed.matchAll(/`(\w+)`/g)].map(([, label]) => label).join(',')}`,
  );
  expect(emitted.toSorted()).toEqual(documented.toSorted());
});

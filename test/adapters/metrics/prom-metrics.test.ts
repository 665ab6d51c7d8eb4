import { expect, it } from 'vitest';
import { promMetrics } from '../../../main/adapters/metrics/prom-metrics.ts';
import type { Standing } from '../../../main/core/ports/metrics.ts';
import { readMetrics } from '../../helpers/read-metrics.ts';

const standing: Standing = {
  jobs: () => ({ waiting: 1, ready: 2, leased: 3, dead: 4, parked: 5 }),
  oldestReadyMs: () => 1_500,
  workerSeenAtMs: () => null,
  outbox: () => ({ unconfirmed: 1, needsYou: 0, held: 0, uploading: 0, paced: 0, paused: 0, failed: 0 }),
  deadLetters: () => 0,
  backlog: () => ({ messages: 7, oldestMs: 90_000 }),
  shortage: () => 'quota',
  storeBytes: () => ({ database: 1, wal: 2, blobs: 3 }),
  diskFreeBytes: () => Promise.resolve(10),
  flags: () => ({ source: 'redis', ageMs: 2_000, rolloutPercent: 25 }),
};

function watched(changes: Partial<Standing> = {}) {
  const failures: unknown[] = [];
  const metrics = promMetrics({ version: '1.2.3' });
  const onFailure = (error: unknown): void => void failures.push(error);
  metrics.watch({ standing: { ...standing, ...changes }, jobKinds: ['outbox.advance'], onFailure });
  const series = async () => readMetrics((await metrics.report()).text);
  return { metrics, failures, series };
}

it('measures how the engine stands when somebody reads', async () => {
  const { series } = watched();
  const read = await series();
  expect(read.get('mailroom_jobs{state="dead"}')).toBe(4);
  expect(read.get('mailroom_oldest_ready_seconds')).toBe(1.5);
  expect(read.get('mailroom_worker_seen_timestamp_seconds')).toBe(0);
  expect(read.get('mail_ingest_backlog_seconds')).toBe(90);
  expect([read.get('mail_ingest_paused{because="quota"}'), read.get('mail_ingest_paused{because="diskFull"}')]).toEqual(
    [1, 0],
  );
  expect(read.get('mailroom_flags_age_seconds{source="redis"}')).toBe(2);
  expect(read.get('mailroom_build_info{version="1.2.3"}')).toBe(1);
});

it('leaves out what cannot be measured, with or without labels, and tells all the rest', async () => {
  let isBroken = false;
  const failing = <T>(value: T): T => {
    if (isBroken) throw new Error('busy');
    return value;
  };
  const { series, failures } = watched({
    jobs: () => failing(standing.jobs()),
    diskFreeBytes: () => Promise.resolve().then(() => failing(10)),
  });
  expect((await series()).get('mailroom_disk_free_bytes')).toBe(10);
  isBroken = true;
  const read = await series();
  expect([...read.keys()].filter((name) => /^mailroom_(jobs|disk_free_bytes)/.test(name))).toEqual([]);
  expect(read.get('mailroom_rollout_percent')).toBe(25);
  expect(failures).toHaveLength(2);
  isBroken = false;
  expect((await series()).get('mailroom_jobs{state="dead"}')).toBe(4);
});

it('gives a label no value that nobody foresaw', async () => {
  const { metrics, series } = watched();
  metrics.jobRan('outbox.advance', 'done');
  metrics.jobRan('planted@sandbox.example', 'done');
  metrics.structuredError('mail.ingest', '/planted/path');
  const read = await series();
  expect(read.get('mailroom_job_runs_total{kind="outbox.advance",outcome="done"}')).toBe(1);
  expect(read.get('mailroom_job_runs_total{kind="other",outcome="done"}')).toBe(1);
  const other = 'provider="microsoft",action="mail.ingest",code="other",source="ingest.worker"';
  expect(read.get(`structured_error_total{${other}}`)).toBe(1);
  expect([...read.keys()].join()).not.toContain('planted');
});

it('puts what it observes into the published buckets', async () => {
  const { metrics, series } = watched();
  metrics.sendAnswered('ok', 499);
  metrics.sendAnswered('ok', 1_900);
  metrics.chunkSent(2_500);
  metrics.messageBuilt(40);
  const read = await series();
  const bounds = (name: string): number[] =>
    [...read.keys()].flatMap((key) => {
      const le = key.startsWith(`${name}_bucket`) ? /le="([\d.]+)"/.exec(key)?.[1] : undefined;
      return le === undefined ? [] : [Number(le)];
    });
  expect(bounds('outlook_upload_chunk_seconds')).toEqual([0.1, 0.5, 1, 2, 5, 10, 30]);
  expect(bounds('outlook_graph_build_seconds')).toEqual([0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5]);
  expect(bounds('outlook_send_confirm_seconds')).toEqual([1, 2, 5, 10, 30, 60, 300, 900]);
  expect(bounds('mailroom_store_commit_seconds')).toEqual([0.0005, 0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1]);
  const ok = 'provider="microsoft",action="outlook.send",status="ok"';
  const answered = ['0.25', '0.5', '1', '2'].map((le) => read.get(`action_latency_seconds_bucket{le="${le}",${ok}}`));
  expect(answered).toEqual([0, 1, 1, 2]);
});

it('never adds up with another engine of the same process', async () => {
  const [one, two] = [watched(), watched()];
  one.metrics.sendSucceeded();
  const ok = 'action_execution_total{provider="microsoft",action="outlook.send",status="ok"}';
  expect([(await one.series()).get(ok), (await two.series()).get(ok)]).toEqual([1, 0]);
});

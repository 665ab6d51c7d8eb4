import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { accountId } from '../../contract/ids.ts';
import { sqliteIngestStore } from '../../main/adapters/sqlite/ingest/ingest-store.ts';
import { openDatabase } from '../../main/adapters/sqlite/open-database.ts';
import { sqliteJobStore } from '../../main/adapters/sqlite/job-store.ts';
import { takeOver } from '../../main/adapters/sqlite/take-over.ts';
import { messageJob } from '../../main/core/ingest/ingest-jobs.ts';
import { type Ended, type MailroomProcess, startMailroom } from '../helpers/mailroom-process.ts';
import { temporaryFolder } from '../helpers/open-test-database.ts';
import { documentOf } from '../helpers/send-rig.ts';

const finance = accountId.parse('sandbox-tenant:finance');
const DEAD = 3;

let folder: string;

/** Three downloads that died because the disk was full. */
beforeEach(() => {
  folder = temporaryFolder();
  const dataDir = join(folder, 'data');
  mkdirSync(dataDir);
  const db = takeOver(openDatabase(dataDir, 0), { pid: process.pid, bootId: null, nowMs: 0 });
  db.connection
    .prepare(
      `INSERT INTO account (id, address, name, tenant, cloud, state, scopes, created_at_ms, updated_at_ms) VALUES (?, 'finance@sandbox.example', NULL, 'sandbox-tenant', 'sandbox', 'connected', '[]', 0, 0)`,
    )
    .run(finance);
  const store = sqliteJobStore(db);
  const ingest = sqliteIngestStore(db, store, () => true);
  const error = { code: 'disk_full', detail: 'No room.', httpStatus: null, requestId: null };
  for (let n = 1; n <= DEAD; n += 1) {
    const payload = { account: finance, messageId: `m${String(n)}`, subscriptionId: null };
    const job = messageJob(payload, 40, `00000000-0000-4000-8000-00000000000${String(n)}`, 0);
    ingest.notice(finance, payload.messageId, job, 0);
    const lease = store.claim({ lanes: ['ingest'], leaseMsByKind: { 'ingest.message': 1_000 }, nowMs: n });
    if (lease === null) throw new Error('nothing was claimed');
    store.bury(lease, { reason: 'permanent', error }, n);
  }
  db.connection.close();
});

function start(...args: string[]): MailroomProcess {
  const env = { MS_GRAPH_BASE_URL: 'http://127.0.0.1:9/v1.0', MS_ACCESS_TOKEN: 'test-token' };
  return startMailroom(['--data-dir', join(folder, 'data'), ...args], { env, cwd: folder });
}

function run(...args: string[]): Promise<Ended> {
  return start(...args, '--json').ended;
}

/** A list is one document on several lines. */
function listOf({ stdout }: Ended): unknown {
  return JSON.parse(stdout);
}

/** What scripts may rely on, strictly. */
const jobList = z.array(
  z.strictObject({
    id: z.string(),
    kind: z.string(),
    title: z.string(),
    state: z.string(),
    cause: z.string().nullable(),
    attempts: z.int(),
    mailbox: z.string().nullable(),
    messageId: z.string().nullable(),
    correlationId: z.string().nullable(),
    lastErrorAt: z.iso.datetime().nullable(),
  }),
);
const auditLine = z.strictObject({
  n: z.int(),
  at: z.iso.datetime(),
  actor: z.string().min(1),
  via: z.literal(['command', 'program']),
  action: z.string(),
  subject: z.string(),
  reason: z.string().nullable(),
  details: z.record(z.string(), z.json()),
  hash: z.string().regex(/^[0-9a-f]{64}$/),
});

describe('mailroom jobs', () => {
  it('L3, J3: lists what gave up and why, as scripts rely on it', async () => {
    const listed = jobList.parse(listOf(await run('jobs', 'list', '--state', 'dead', '--cause', 'disk_full')));
    expect(listed.map(({ id }) => id)).toEqual(['3', '2', '1']);
    expect(listed[0]).toMatchObject({
      messageId: 'm3',
      mailbox: 'finance@sandbox.example',
      title: expect.stringContaining('finance@'),
    });
    expect(documentOf(await run('jobs', 'list', '--text', 'nothing'))).toEqual([]);
    expect(documentOf(await run('jobs', 'causes'))).toMatchObject([{ cause: 'disk_full', count: DEAD }]);
    expect(documentOf(await run('jobs', 'causes', '--mailbox', 'orders@sandbox.example'))).toEqual([]);
    expect(documentOf(await run('jobs', 'show', '1'))).toMatchObject({ row: { id: '1' }, attempts: [{ n: 1 }] });
    expect((await start('jobs', 'show', '1').ended).stdout).toContain('The disk was full');
    expect(await run('jobs', 'show', '77')).toMatchObject({ code: 1 });
  });

  it('L3, J7: counts what a replay would do, asks before it does, and refuses where nobody can be asked', async () => {
    const dry = await run('jobs', 'replay', '--where', 'cause=disk_full', '--dry-run');
    expect(documentOf(dry)).toMatchObject({ inScope: DEAD, willReplay: DEAD, excluded: [] });
    const unasked = await run('jobs', 'replay', '--where', 'cause=disk_full');
    expect(unasked).toMatchObject({ code: 2 });
    expect(unasked.stderr).toContain('3 dead jobs in scope');
    expect(await run('jobs', 'replay', '--yes')).toMatchObject({ code: 2 });
    expect(await run('jobs', 'replay', '--where', 'state=dead', '--yes')).toMatchObject({ code: 2 });
    expect(documentOf(await run('jobs', 'replays', 'list'))).toEqual([]);
  });

  it('L3, J6: replays at a rate; Ctrl C leaves it running and says so; it can be stopped', async () => {
    const waiting = start(
      'jobs',
      'replay',
      '--where',
      'kind=ingest.message',
      '--rate',
      '1',
      '--yes',
      '--wait',
      '--json',
    );
    await waiting.said('moved 1 of 3');
    waiting.kill('SIGINT');
    const ended = await waiting.ended;
    expect(ended).toMatchObject({ code: 75 });
    expect(ended.stderr).toContain('The replay goes on');
    const replay = z.object({ id: z.string() }).parse(documentOf(ended));
    expect(documentOf(await run('jobs', 'replays', 'list'))).toMatchObject([
      { id: replay.id, state: 'running', moved: 1 },
    ]);
    expect(documentOf(await run('jobs', 'replays', 'stop', replay.id))).toMatchObject({ state: 'stopped', moved: 1 });
  });

  it('L3, J6: waits for the jobs that it moved, because before they end it is not known whether they failed', async () => {
    const waiting = start('jobs', 'replay', '1', '2', '--rate', '6000', '--yes', '--wait', '--json');
    await waiting.said('Finished: 2 jobs · moved 2 of 2 · done 0');
    // Nobody is signed in here, so that they go on waiting.
    waiting.kill('SIGINT');
    const ended = await waiting.ended;
    expect(ended).toMatchObject({ code: 75 });
    expect(ended.stderr).toContain('The jobs that have not ended go on');
    expect(documentOf(ended)).toMatchObject({ state: 'finished', moved: 2, succeeded: 0, failed: 0 });
  });

  it('L3, J2: discards all that match, after somebody agreed to the count, and the second time none', async () => {
    const where = ['--where', 'cause=disk_full', '--reason', 'Not wanted.'];
    const dry = documentOf(await run('jobs', 'discard', ...where, '--dry-run'));
    expect(dry).toEqual({ discarded: DEAD, leftOut: [], leftOutCount: 0 });
    expect(await run('jobs', 'discard', ...where)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('3 jobs'),
    });
    expect(await run('jobs', 'discard', '--reason', 'Not wanted.', '--yes')).toMatchObject({ code: 2 });
    expect(documentOf(await run('jobs', 'discard', ...where, '--yes'))).toMatchObject({ discarded: DEAD });
    expect(documentOf(await run('jobs', 'discard', ...where, '--yes'))).toMatchObject({ discarded: 0 });
    expect(documentOf(await run('jobs', 'discard', '1', '2', '--reason', 'x', '--yes'))).toMatchObject({
      discarded: 0,
      leftOut: [{ id: '1', why: 'It was dealt with already.' }, { id: '2' }],
    });
    expect(documentOf(await run('audit', 'list'))).toMatchObject([
      { action: 'job.discard', subject: '3 jobs', reason: 'Not wanted.', details: { part: 1, parts: 1 } },
    ]);
  });

  it('J10: keeps each deed in the audit log, exports it as JSON lines and verifies it', async () => {
    expect(await run('jobs', 'retry', '1', '--reason', 'There is room again.')).toMatchObject({ code: 0 });
    expect(await run('jobs', 'discard', '2')).toMatchObject({ code: 2 });
    expect(await run('jobs', 'discard', '2', '--reason', 'Not wanted.')).toMatchObject({ code: 0 });
    const { stdout } = await start('audit', 'export').ended;
    const lines = stdout
      .trim()
      .split('\n')
      .map((line) => auditLine.parse(JSON.parse(line)));
    expect(lines.map(({ action, subject, reason }) => [action, subject, reason])).toEqual([
      ['job.retry', 'job:1', 'There is room again.'],
      ['job.discard', 'job:2', 'Not wanted.'],
    ]);
    expect(documentOf(await run('audit', 'verify'))).toMatchObject({ ok: true, entries: 2 });
    expect(documentOf(await run('audit', 'list', '--limit', '1'))).toMatchObject([{ n: 2 }]);
  });
});

import { expect, test } from 'vitest';
import { openDatabaseBefore } from '../../../helpers/open-database-at.ts';

test('0013 says of each failed job why it failed, which are open, and how jobs ended on each day', () => {
  const { before, upgrade } = openDatabaseBefore(13);
  before
    .prepare(
      `INSERT INTO account VALUES ('t:u', 'finance@sandbox.example', NULL, 't', 'sandbox', 'connected', '[]', 0, 0)`,
    )
    .run();
  before
    .prepare(`INSERT INTO message (account, message_id, noticed_at_ms, subject) VALUES ('t:u', 'm1', 0, 'Überblick')`)
    .run();
  before.exec(`
    ${job(1, 'dead', 'permanent', 'graph_4xx', 'm1')};
    ${job(2, 'dead', 'poison', 'internal_error', 'm2')};
    ${job(3, 'dead', 'payload-unreadable', 'validation_error', 'm3')};
    ${job(4, 'dead', 'exhausted', 'disk_full', 'm4')};
    ${job(5, 'done', null, 'disk_full', 'm4')};
    ${job(6, 'waiting', null, 'graph_5xx', 'm6')};
    ${job(7, 'waiting', null, null, 'm7')};
    ${attempt(1, 'dead', 'graph_4xx', 403)};
    ${attempt(4, 'dead', 'disk_full', null)};
    ${attempt(5, 'done', null, null)};
    ${attempt(6, 'retry', 'graph_5xx', 502)}`);
  const db = upgrade();

  expect(db.prepare('SELECT id, cause, last_error_detail AS detail, replayed_by AS successor FROM job').all()).toEqual([
    { id: 1, cause: 'graph_4xx_403', detail: 'It failed.', successor: null },
    { id: 2, cause: 'poison', detail: null, successor: null },
    { id: 3, cause: 'payload_unreadable', detail: null, successor: null },
    { id: 4, cause: 'disk_full', detail: 'It failed.', successor: 5 },
    { id: 5, cause: null, detail: null, successor: null },
    { id: 6, cause: 'graph_5xx_502', detail: 'It failed.', successor: null },
    { id: 7, cause: null, detail: null, successor: null },
  ]);
  expect(db.prepare('SELECT * FROM job_outcome').all()).toEqual([
    { day: '1970-01-02', kind: 'ingest.message', done: 1, retried: 1, died: 2 },
  ]);
  const found = (words: string) =>
    db.prepare('SELECT rowid FROM job_search WHERE job_search MATCH ? ORDER BY rowid').pluck().all(words);
  expect([found('"uberbl"*'), found('"finance" AND "403"'), found('"nothing"')]).toEqual([[1], [1], []]);
});

test('0013 keeps the words of jobs in step with what they come from', () => {
  const { before, upgrade } = openDatabaseBefore(13);
  before.prepare(`INSERT INTO message (account, message_id, noticed_at_ms) VALUES ('t:u', 'm1', 0)`).run();
  const db = upgrade();
  const found = (words: string) =>
    db.prepare('SELECT rowid FROM job_search WHERE job_search MATCH ?').pluck().all(words);
  db.exec(job(1, 'waiting', null, null, 'm1'));
  expect([found('"fetch"'), found('"plans"')]).toEqual([[1], []]);
  db.exec(`UPDATE message SET subject = 'Plans'`);
  expect(found('"plans"')).toEqual([1]);
  db.exec(`UPDATE job SET cause = 'disk_full'`);
  expect(found('"plans" AND "disk"')).toEqual([1]);
  db.exec('DELETE FROM job');
  expect(found('"plans"')).toEqual([]);
});

function job(id: number, state: string, death: string | null, code: string | null, message: string): string {
  const dead = death === null ? 'NULL, NULL' : `'${death}', 5`;
  const error = code === null ? 'NULL, NULL' : `'${code}', 5`;
  return `INSERT INTO job (id, kind, lane, mailbox, dedupe_key, payload, payload_version, title, priority, state, run_at_ms,
      created_at_ms, max_attempts, death_reason, died_at_ms, last_error_code, last_error_at_ms)
    VALUES (${String(id)}, 'ingest.message', 'ingest', 't:u', 'u:${message}', '{"messageId":"${message}"}', 1, 'Fetch', 1,
      '${state}', 0, 0, 10, ${dead}, ${error})`;
}

function attempt(id: number, outcome: string, code: string | null, status: number | null): string {
  const error = code === null ? 'NULL, NULL' : `'${code}', 'It failed.'`;
  return `INSERT INTO job_attempt VALUES (${String(id)}, 1, 1, 0, 86400001, '${outcome}', ${error}, ${String(status)}, NULL)`;
}

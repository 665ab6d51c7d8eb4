import { describe, expect, test } from 'vitest';
import { jobCause, type JobFilter } from '../../../../contract/jobs.ts';
import { describeCause, describeJob } from '../../../../main/core/jobs/describe-job.ts';
import { sampleId } from '../../../helpers/sample-outbox.ts';
import { diskFull, finance, jobIndexRig, newSend, orders } from '../../../helpers/job-index-rig.ts';

const HOUR_MS = 3_600_000;
const NOW_MS = 1_760_000_000_000;

test('J1: puts dead jobs together by why they died, most first, with what each hour brought and a sample', () => {
  const { index, download, die, store } = jobIndexRig();
  for (let n = 1; n <= 3; n += 1) die(download(`m${String(n)}`), NOW_MS - n * HOUR_MS);
  die(download('m4'), NOW_MS, diskFull);
  const discarded = die(download('m5'), NOW_MS, diskFull);
  store.replay(discarded, NOW_MS);

  const causes = index.causes({}, NOW_MS).map(describeCause);
  expect(causes).toMatchObject([
    {
      cause: 'graph_4xx_403',
      words: 'Microsoft 365 refused access to the message',
      work: 'Download',
      count: 3,
      firstSeenAt: new Date(NOW_MS - 3 * HOUR_MS).toISOString(),
      lastSeenAt: new Date(NOW_MS - HOUR_MS).toISOString(),
      sample: { id: '1', mailbox: 'finance@sandbox.example' },
    },
    { cause: 'disk_full', count: 1, words: 'The disk was full' },
  ]);
  expect(causes[0]?.spark.slice(-4)).toEqual([0, 1, 1, 1]);
  expect(causes[1]?.spark.at(-1)).toBe(1);
});

test('J1: puts together only what a filter lets through, and its hours', () => {
  const { index, download, die } = jobIndexRig();
  die(download('m1'), NOW_MS - 3 * HOUR_MS);
  die(download('m2', null, orders), NOW_MS - HOUR_MS);
  die(download('m3', null, orders), NOW_MS, diskFull);
  const counts = (filter: JobFilter) => index.causes(filter, NOW_MS).map(({ cause, count }) => `${cause} ${count}`);
  const mailbox = 'orders@sandbox.example';
  expect(counts({ mailbox })).toEqual(['disk_full 1', 'graph_4xx_403 1']);
  expect(counts({ mailbox, cause: jobCause.parse('disk_full') })).toEqual(['disk_full 1']);
  expect(counts({ kind: 'ingest.message' })).toEqual(['graph_4xx_403 2', 'disk_full 1']);
  expect(counts({ kind: 'outbox.advance' })).toEqual([]);
  expect(counts({ before: new Date(NOW_MS - 2 * HOUR_MS).toISOString() })).toEqual(['graph_4xx_403 1']);
  expect(counts({ fate: 'open', states: ['dead', 'ready'] })).toHaveLength(2);
  expect([counts({ fate: 'replayed' }), counts({ states: ['ready'] })]).toEqual([[], []]);
  const [, refused] = index.causes({ mailbox }, NOW_MS);
  expect(refused?.spark.reduce((sum, deaths) => sum + deaths, 0)).toBe(1);
  expect(refused?.sample.address).toBe(mailbox);
});

test('lists what failed last first, and behind it what never failed, newest first, page by page', () => {
  const { index, download, die } = jobIndexRig();
  const ids = Array.from({ length: 7 }, (_, n) => download(`m${String(n)}`));
  must(ids[1], (id) => die(id, NOW_MS));
  must(ids[4], (id) => die(id, NOW_MS - 5));
  const expected = ['2', '5', '7', '6', '4', '3', '1'];
  const seen: string[] = [];
  for (let key: string | null = null, more = true; more; more = key !== null) {
    const page = index.page({}, key, 3);
    expect(page.total).toBe(7);
    seen.push(...page.rows.map(({ id }) => id));
    key = page.nextKey;
  }
  expect(seen).toEqual(expected);
  expect(index.page({ states: ['ready', 'dead'] }, null, 10).rows.map(({ id }) => id)).toEqual(expected);
});

/** A message to send, a dead download of one mailbox and a live one of another. */
function three() {
  const rig = jobIndexRig();
  rig.db.connection
    .prepare(
      `INSERT INTO outbox (id, account, key, content_digest, content, path, correlation_id, created_at_ms, updated_at_ms)
       VALUES (?, ?, 'k', 'd', '{"subject":"Pläne","to":[1,2],"cc":[3],"bcc":[]}', 'draft', 'c', 0, 0)`,
    )
    .run(sampleId(1), finance);
  const send = rig.store.enqueue(newSend(1), 0).id;
  const dead = rig.die(rig.download('AAMk=', 'Invoice for October'), NOW_MS);
  const other = rig.download('AAMj=', 'Offer', orders);
  return { ...rig, send, dead, other };
}

describe('J3: finds', () => {
  test.each<[string, JobFilter, readonly ('send' | 'dead' | 'other')[]]>([
    ['an id', { text: '2' }, ['dead']],
    ['an id as it is shown', { text: '#2' }, ['dead']],
    ['a subject', { text: 'invoice oct' }, ['dead']],
    ['a subject without its accents', { text: 'plane' }, ['send']],
    ['a mailbox', { text: 'orders@sandbox.example' }, ['other']],
    ['an error', { text: 'refused' }, ['dead']],
    ['a cause', { text: 'graph_4xx_403' }, ['dead']],
    ['a correlation id', { text: '00000000-0000-4000-8000-00000000beef' }, ['send']],
    ['the id of the service', { text: 'AAMk=' }, ['dead']],
    ['nothing by a part of an id', { text: 'AAM' }, []],
    ['nothing by a sign', { text: '"*' }, []],
    ['a mailbox by its address', { mailbox: 'ORDERS@sandbox.example' }, ['other']],
    ['a kind', { kind: 'outbox.advance' }, ['send']],
    ['what is open', { fate: 'open' }, ['dead']],
    ['nothing that is open and runs', { fate: 'open', states: ['running'] }, []],
    [
      'what failed in a time',
      { after: new Date(NOW_MS - 1).toISOString(), before: new Date(NOW_MS + 1).toISOString() },
      ['dead'],
    ],
    ['what has all of it', { text: 'invoice', fate: 'open', mailbox: 'finance@sandbox.example' }, ['dead']],
  ])('%s', (_name, filter, names) => {
    const { index, ...ids } = three();
    const page = index.page(filter, null, 10);
    expect(page.rows.map(({ id }) => id)).toEqual(names.map((name) => ids[name]));
    expect(page.total).toBe(names.length);
  });

  test('the same among causes', () => {
    const { index } = three();
    expect(index.causes({ text: 'invoice' }, NOW_MS)).toHaveLength(1);
    expect(index.causes({ text: 'offer' }, NOW_MS)).toEqual([]);
    expect(index.causes({ text: 'invoice', mailbox: 'orders@sandbox.example' }, NOW_MS)).toEqual([]);
  });

  test('J11: and says in words what each is', () => {
    const { index, send, dead } = three();
    const title = (id: typeof send) => must(index.find(id), describeJob).title;
    expect(title(send)).toBe("Send 'Pläne' to 3 people");
    expect(title(dead)).toBe('Download the files of a message from finance@sandbox.example');
  });
});

test('J13: counts how jobs ended on each day, whoever ended them', () => {
  const { index, download, die, lease, store } = jobIndexRig();
  const dayMs = 86_400_000;
  const failing = download('m1');
  store.release(
    lease(failing, NOW_MS - dayMs),
    { runAtMs: NOW_MS, counted: true, resetAttempts: false, error: diskFull, because: null },
    NOW_MS - dayMs,
  );
  expect(must(index.find(failing), describeJob)).toMatchObject({
    state: 'waiting',
    cause: 'disk_full',
    fate: null,
  });
  store.complete(lease(failing, NOW_MS), NOW_MS);
  expect(index.find(failing)).toMatchObject({ state: 'done', cause: null });
  die(download('m2'), NOW_MS);
  const totals = index.totals(NOW_MS);
  expect(totals.days).toEqual([
    { day: '2025-10-08', done: 0, retried: 1, died: 0 },
    { day: '2025-10-09', done: 1, retried: 0, died: 1 },
  ]);
  expect(totals).toMatchObject({ open: 1, lastFailureMs: NOW_MS, byState: { done: 1, dead: 1, running: 0 } });
});

function must<T, R>(value: T | null | undefined, use: (value: T) => R): R {
  if (value === null || value === undefined) throw new Error('there is nothing');
  return use(value);
}

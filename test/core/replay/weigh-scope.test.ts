import { expect, it } from 'vitest';
import type { JobId } from '../../../contract/ids.ts';
import { countEffect, weighScope } from '../../../main/core/replay/weigh-scope.ts';
import { describeScope } from '../../../main/core/replay/describe-scope.ts';
import { diskFull, finance } from '../../helpers/job-index-rig.ts';
import { replayRig } from '../../helpers/replay-rig.ts';

const NOW_MS = 1_760_000_000_000;
const sha256 = 'a'.repeat(64);

function rigWithFiles() {
  const rig = replayRig();
  const { download, die, ingest, db } = rig;
  const dead = ['m1', 'm2', 'm3'].map((id) => die(download(id), NOW_MS, id === 'm3' ? diskFull : undefined));
  const message = ingest.message(finance, 'm1');
  if (message === null) throw new Error('it has no message');
  const file = { kind: 'file', contentType: 'application/pdf', contentId: null, isInline: false, type: 'pdf' } as const;
  ingest.saveListing(
    message.id,
    ['a', 'b', 'c'].map((name, n) => ({ ...file, attachmentId: name, name, reportedBytes: 1_000 * (n + 1) })),
    NOW_MS,
  );
  db.connection.exec(`INSERT INTO blob VALUES ('${sha256}', 900, 0);
    UPDATE file SET state = 'stored', sha256 = '${sha256}', size_bytes = 900, stored_at_ms = 0 WHERE name = 'a';
    UPDATE file SET state = 'needsYou' WHERE name = 'b'`);
  return { ...rig, dead };
}

it('J7: counts the files that would be fetched, their bytes, what is stored already and what is not known yet', () => {
  const { deps } = rigWithFiles();
  expect(countEffect(deps, weighScope(deps, { kind: 'filter', filter: {} }))).toEqual({
    inScope: 3,
    willReplay: 3,
    downloads: { jobs: 3, files: 2, bytes: 5_000, alreadyStored: 1, unlisted: 2 },
    sends: 0,
    other: 0,
    excludedCount: 0,
  });
});

it('J2: takes one, a selection, a cause, what was found, or the oldest, and names what was dealt with', () => {
  const { deps, dead, store } = rigWithFiles();
  const idsOf = (scope: Parameters<typeof weighScope>[1]) => weighScope(deps, scope).items.map(({ id }) => id);
  const [first, second, third] = dead;
  if (first === undefined || second === undefined || third === undefined) throw new Error('there are three');
  expect(idsOf({ kind: 'jobs', ids: [second] })).toEqual([second]);
  expect(idsOf({ kind: 'jobs', ids: [third, first, first] })).toEqual([first, third]);
  expect(idsOf({ kind: 'filter', filter: { text: 'disk' } })).toEqual([third]);
  expect(idsOf({ kind: 'filter', filter: {}, first: 2 })).toEqual([first, second]);
  expect(idsOf({ kind: 'filter', filter: { states: ['waiting'] } })).toEqual([]);
  expect(idsOf({ kind: 'jobs', ids: ['999' as JobId] })).toEqual([]);
  store.replay(first, NOW_MS);
  expect(weighScope(deps, { kind: 'jobs', ids: [first, second] })).toMatchObject({
    inScope: 2,
    items: [{ id: second }],
    excluded: [{ id: first, why: 'It was dealt with already.' }],
  });
});

it('says in words what is replayed', () => {
  const cause = 'disk_full' as NonNullable<
    Extract<Parameters<typeof describeScope>[0], { kind: 'filter' }>['filter']['cause']
  >;
  expect(describeScope({ kind: 'filter', filter: { cause }, first: 1_000 }, 214)).toBe(
    "214 jobs, cause 'The disk was full', the oldest 1,000",
  );
  expect(describeScope({ kind: 'jobs', ids: [] }, 1)).toBe('1 job');
});

import type { FileIndex } from '../../../core/ports/file-index.ts';
import type { FileId } from '../../../../contract/files.ts';
import type { ReadDb } from '../connection.ts';
import { readRow } from '../run-statement.ts';
import { sql } from '../statement.ts';
import { browseFiles } from './browse-files.ts';
import { readFileBody } from './file-body.ts';
import { readFileStory } from './file-story.ts';
import { readFiles } from './read-files.ts';
import { fileSearches } from './search-files.ts';
import { type SearchLimits, searchLimits } from './search-limits.ts';

interface Tally {
  readonly shown: number;
  readonly inline: number;
  readonly version: number;
}

const selectTally = sql<null, Tally>('SELECT shown, inline, version FROM file_tally');

/** Collected files on SQLite: how each search is answered is in choose-lead.ts. */
export function sqliteFileIndex(db: ReadDb, limits: SearchLimits = searchLimits): FileIndex {
  const search = fileSearches(db, limits);
  const tally = (): Tally => readRow(db, selectTally) ?? { shown: 0, inline: 0, version: 0 };

  return {
    page(question, place, limit) {
      const { wanted, sort, withInline } = question;
      const { shown, inline, version } = tally();
      const found =
        wanted.length === 0
          ? browseFiles(db, { sort, withInline, count: shown + (withInline ? inline : 0) }, place, limit)
          : search(question, place, limit, version);
      const { ids, position, next, total } = found;
      return { rows: readFiles(db, ids), position, next: next === null ? null : (String(next) as FileId), total };
    },
    find: (id) => readFiles(db, [Number(id)])[0] ?? null,
    story: (id) => readFileStory(db, id),
    body: (id) => readFileBody(db, id),
    version: () => tally().version,
  };
}

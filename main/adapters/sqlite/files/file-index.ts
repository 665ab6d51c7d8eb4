import type { FileIndex } from '../../../core/ports/file-index.ts';
import type { FileId } from '../../../../contract/files.ts';
import type { ReadDb } from '../connection.ts';
import { countFiles, readFileVersion } from './count-files.ts';
import { readFileBody } from './file-body.ts';
import { fileLists } from './file-lists.ts';
import { fileSearches } from './file-searches.ts';
import { readFileStory } from './file-story.ts';
import { readFiles } from './read-files.ts';
import { type SearchLimits, searchLimits } from './search-limits.ts';

/** Collected files on SQLite: how each search is answered is in choose-lead.ts. */
export function sqliteFileIndex(db: ReadDb, limits: SearchLimits = searchLimits): FileIndex {
  const list = fileLists(db, limits);
  const search = fileSearches(db, limits);

  return {
    page(question, place, limit) {
      const { wanted, sort, withInline } = question;
      const version = readFileVersion(db);
      const found =
        wanted.length === 0
          ? list({ sort, withInline, count: countFiles(db, withInline) }, place, limit, version)
          : search(question, place, limit, version);
      const { ids, position, next, total } = found;
      return { rows: readFiles(db, ids), position, next: next === null ? null : (String(next) as FileId), total };
    },
    find: (id) => readFiles(db, [Number(id)])[0] ?? null,
    story: (id) => readFileStory(db, id),
    body: (id) => readFileBody(db, id),
    version: () => readFileVersion(db),
  };
}

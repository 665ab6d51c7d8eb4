import { z } from 'zod';
import { mergePlan, mergeProblem } from '../../../../contract/merge.ts';
import type { MergeRecord, MergeStore, StoredMergeRow } from '../../../core/ports/merge-store.ts';
import type { WriteDb } from '../connection.ts';
import { type HasBytes, insertBlob } from '../insert-blob.ts';
import { inTransaction } from '../in-transaction.ts';
import { releaseBlob } from '../release-blob.ts';
import { readColumn, readRow, readRows, write } from '../run-statement.ts';
import {
  blockLine,
  countStanding,
  deleteFiles,
  insertFile,
  insertLines,
  insertMerge,
  type LineColumns,
  linkLine,
  type MergeColumns,
  selectDrafts,
  selectEnds,
  selectFiles,
  selectHandedOver,
  selectLines,
  selectMerge,
  selectMergeByKey,
  selectMerges,
  selectUnmade,
  updateMerge,
} from './merge-statements.ts';

const words = z.array(z.string());
const problems = z.array(mergeProblem);

/** Merges on SQLite. What became of a row is never written twice: it is read from the outbox. */
export function sqliteMergeStore(db: WriteDb, hasBytes?: HasBytes): MergeStore {
  const get: MergeStore['get'] = (id) => toRecord(readRow(db, selectMerge, { id }));
  const findByKey: MergeStore['findByKey'] = (key) => toRecord(readRow(db, selectMergeByKey, { key }));

  return {
    insert(merge, nowMs) {
      return inTransaction(db, () => {
        const { id, key, account, name, perMinute, pauseAfterFailures } = merge;
        const created =
          write(db, insertMerge, {
            id,
            key,
            account,
            name,
            perMinute,
            pauseAfterFailures,
            nowMs,
            plan: JSON.stringify(merge.plan),
            columns: JSON.stringify(merge.columns),
            sendAtOnce: merge.sendAtOnce ? 1 : 0,
          }) > 0;
        if (created) {
          const lines = merge.lines.map((line) => ({
            ...line,
            blocked: line.problems.some((one) => one.blocks) ? 1 : 0,
          }));
          write(db, insertLines, { id, lines: JSON.stringify(lines) });
          for (const [position, file] of merge.files.entries()) {
            const { name: fileName, contentType, sizeBytes, sha256, mode } = file;
            insertBlob(db, sha256, sizeBytes, nowMs, hasBytes);
            write(db, insertFile, { id, position, name: fileName, contentType, sizeBytes, sha256, mode });
          }
        }
        const record = findByKey(key);
        if (record === null) throw new Error('a merge that was just stored cannot be read');
        return { record, created };
      });
    },

    get,
    findByKey,
    list: (limit) => readRows(db, selectMerges, { limit }).flatMap((row) => toRecord(row) ?? []),
    files: (id) => readRows(db, selectFiles, { id }).map((file) => ({ ...file, contentId: null })),
    releaseFiles(id) {
      return inTransaction(db, () => {
        const held = readRows(db, selectFiles, { id }).map(({ sha256 }) => sha256);
        write(db, deleteFiles, { id });
        return [...new Set(held)].filter((sha256) => releaseBlob(db, sha256));
      });
    },
    lines: (id, after, limit) => readRows(db, selectLines, { id, after, limit }).map(toLine),
    unmade: (id, limit) => readRows(db, selectUnmade, { id, limit }).map(toLine),
    link: (id, row, outboxId) => void inTransaction(db, () => write(db, linkLine, { id, row, outboxId })),
    leaveOut(id, row, problem) {
      inTransaction(db, () => write(db, blockLine, { id, row, problem: JSON.stringify(problem) }));
    },
    drafts: (id, limit) => readRows(db, selectDrafts, { id, limit }),
    handedOver: (id) => readColumn(db, selectHandedOver, { id }),
    standingStill: (id) => readRow(db, countStanding, { id })?.n ?? 0,
    failuresInARow(id) {
      const ends = readColumn(db, selectEnds, { id });
      const firstSuccess = ends.findIndex((failed) => failed === 0);
      return firstSuccess < 0 ? ends.length : firstSuccess;
    },
    change(id, from, change) {
      return inTransaction(db, () => {
        const before = get(id);
        if (before === null || !from.includes(before.state)) return null;
        const { state, reason, sendAtOnce, nextAtMs, judgedFromMs, endedAtMs } = { ...before, ...change };
        const flag = sendAtOnce ? 1 : 0;
        write(db, updateMerge, { id, state, reason, sendAtOnce: flag, nextAtMs, judgedFromMs, endedAtMs });
        return get(id);
      });
    },
  };
}

function toRecord(row: MergeColumns | null): MergeRecord | null {
  if (row === null) return null;
  const { plan, columns, sendAtOnce, leftOut, unmade, drafts, waiting, unsure, went, failed, discarded, ...record } =
    row;
  return {
    ...record,
    plan: mergePlan.parse(JSON.parse(plan)),
    columns: words.parse(JSON.parse(columns)),
    sendAtOnce: sendAtOnce === 1,
    counts: { leftOut, unmade, drafts, waiting, unsure, went, failed, discarded },
  };
}

function toLine({ row, cells, problems: found, outboxId }: LineColumns): StoredMergeRow {
  return { row, values: words.parse(JSON.parse(cells)), problems: problems.parse(JSON.parse(found)), outboxId };
}

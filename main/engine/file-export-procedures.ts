import type { StructuredError } from '../../contract/errors.ts';
import type { LendPurpose, LentFile, SavedFile } from '../../contract/file-exports-api.ts';
import type { FileId } from '../../contract/files.ts';
import { exportName } from '../core/files/export-name.ts';
import { isDangerous } from '../core/files/is-dangerous.ts';
import { nameFiles } from '../core/files/name-files.ts';
import { DEFAULT_PATTERN, fillPattern, parsePattern } from '../core/files/name-pattern.ts';
import type {
  ExportableFiles,
  ExportFolder,
  ExportFolders,
  LentCopies,
  StoredBytes,
  WriteFailure,
  WriteResult,
} from '../core/ports/file-exports.ts';
import { explainWriteFailure, folderError, neverOpened, notMarked } from './explain-write-failure.ts';
import { findStoredFile } from './find-stored-file.ts';
import { utcOffsetMinutes } from './utc-offset-minutes.ts';

export interface FileExportDeps {
  readonly files: ExportableFiles;
  readonly folders: ExportFolders;
  readonly lent: LentCopies;
  /** Throws `file_damaged` before the last piece of bytes that are not what came. */
  read(bytes: StoredBytes): AsyncIterable<Uint8Array>;
}

interface SaveInput {
  readonly ids: readonly FileId[];
  /** Absolute. */
  readonly folder: string;
  readonly pattern: string | null;
}

type Settled =
  | Extract<WriteResult, { kind: 'written' }>
  | { readonly kind: 'failed'; readonly failure: WriteFailure; readonly error: StructuredError };

/** Files on their way out of the app: always under a safe name, verified and marked. docs/specs/file-export.md. */
export function fileExportProcedures({ files, folders, lent }: Omit<FileExportDeps, 'read'>) {
  async function settle(writing: Promise<WriteResult>, { sha256 }: StoredBytes): Promise<Settled> {
    const result = await writing;
    if (result.kind === 'written') return result;
    if (result.failure === 'damaged') await files.reportDamage(sha256);
    return { kind: 'failed', failure: result.failure, error: explainWriteFailure(result) };
  }

  async function lendOne(id: FileId, purpose: LendPurpose, signal: AbortSignal | undefined): Promise<LentFile> {
    const refuse = (error: StructuredError): LentFile => ({ kind: 'failed', id, error });
    const found = findStoredFile(files, id);
    if (found.kind === 'failed') return refuse(found.error);
    const { file, bytes } = found;
    if (purpose === 'open' && isDangerous(file)) return refuse(neverOpened());
    const access = purpose === 'handOver' ? 'writable' : 'readOnly';
    const result = await settle(lent.lend(bytes, exportName(file), access, signal), bytes);
    if (result.kind === 'failed') return refuse(result.error);
    return result.lacksMark ? refuse(notMarked()) : { kind: 'lent', id, path: result.path };
  }

  return {
    /** Tells of each file when it is through. Throws before the first one when folder or pattern are no good. */
    async *save(input: SaveInput, signal: AbortSignal | undefined): AsyncGenerator<SavedFile, void, void> {
      const pattern = parsePattern(input.pattern ?? DEFAULT_PATTERN);
      const folder = await openFolder(folders, input.folder);
      const ids = [...new Set(input.ids)];
      for (const [index, id] of ids.entries()) {
        if (signal?.aborted === true) return;
        const progress = { id, done: index + 1, of: ids.length };
        const found = findStoredFile(files, id);
        if (found.kind === 'failed') {
          yield { ...found, ...progress };
          continue;
        }
        const place = { number: index + 1, of: ids.length, utcOffsetMinutes };
        const writing = folder.write(found.bytes, fillPattern(pattern, found.file, place), signal);
        const result = await settle(writing, found.bytes);
        if (result.kind === 'written') {
          yield { kind: 'saved', name: result.name, lacksMark: result.lacksMark, ...progress };
        } else if (result.failure !== 'cancelled') {
          yield { kind: 'failed', error: result.error, ...progress };
        }
      }
    },

    /** As in an empty folder. Ids that there are not are left out. */
    previewNames(ids: readonly FileId[], pattern: string): { id: FileId; name: string }[] {
      const found = [...new Set(ids)].map((id) => files.find(id)).filter((file) => file !== null);
      const names = nameFiles(found, parsePattern(pattern), utcOffsetMinutes);
      return found.map(({ id }, index) => ({ id, name: names[index] ?? '' }));
    },

    async lend(ids: readonly FileId[], purpose: LendPurpose, signal: AbortSignal | undefined): Promise<LentFile[]> {
      const results: LentFile[] = [];
      for (const id of new Set(ids)) results.push(await lendOne(id, purpose, signal));
      return results;
    },
  };
}

async function openFolder(folders: ExportFolders, path: string): Promise<ExportFolder> {
  const opened = await folders.open(path);
  if ('failure' in opened) throw folderError(opened.failure, opened.code);
  return opened;
}

import type { StructuredError } from '../../contract/errors.ts';
import type { FileId } from '../../contract/files.ts';
import type { ExportableFile, ExportableFiles, StoredBytes } from '../core/ports/file-exports.ts';
import { notFound, notHere } from './explain-write-failure.ts';

export type FoundFile =
  | { readonly kind: 'found'; readonly file: ExportableFile; readonly bytes: StoredBytes }
  | { readonly kind: 'failed'; readonly error: StructuredError };

/** A file whose bytes are here, or why they are not. */
export function findStoredFile(files: Pick<ExportableFiles, 'find'>, id: FileId): FoundFile {
  const file = files.find(id);
  if (file === null) return { kind: 'failed', error: notFound() };
  const { state, sha256, sizeBytes } = file;
  if (state !== 'stored' || sha256 === null || sizeBytes === null) return { kind: 'failed', error: notHere(file) };
  return { kind: 'found', file, bytes: { sha256, sizeBytes } };
}

import type { FileId, FileRow } from '../../../contract/files.ts';
import type { Sha256 } from '../../../contract/ids.ts';
import type { NamedFile } from '../files/export-name.ts';
import type { PatternFile } from '../files/name-pattern.ts';
import type { CancelSignal } from './time.ts';

export type ExportableFile = NamedFile & PatternFile & Pick<FileRow, 'id' | 'state' | 'sizeBytes' | 'sha256'>;

/** The rows of files, as far as they leave the app. */
export interface ExportableFiles {
  find(id: FileId): ExportableFile | null;
  /** Bytes here are not what their hash says, or gone: they are fetched again, for the mailbox has the original. */
  reportDamage(sha256: Sha256): Promise<void>;
}

export interface StoredBytes {
  readonly sha256: Sha256;
  readonly sizeBytes: number;
}

export type WriteFailure =
  /** The stored bytes are gone or not what their hash says. */
  'damaged' | 'diskFull' | 'folderMissing' | 'notWritable' | 'cancelled' | 'other';

export type WriteResult =
  | {
      readonly kind: 'written';
      /** As asked for, or with a number where that was taken. */
      readonly name: string;
      readonly path: string;
      /** This system marks files that come from outside, and the disk cannot hold the mark. */
      readonly lacksMark: boolean;
    }
  /** Nothing is left behind. `code` is the system's name of it. */
  | { readonly kind: 'failed'; readonly failure: WriteFailure; readonly code: string | null };

/** A folder of a person. */
export interface ExportFolder {
  /**
   * A verified, synced and marked copy, which appears under its name whole or not at all. Never overwrites, and never
   * follows a link. The name must be safe already.
   */
  write(bytes: StoredBytes, name: string, signal?: CancelSignal): Promise<WriteResult>;
}

export interface ExportFolders {
  /** An absolute path. */
  open(
    path: string,
  ): Promise<ExportFolder | { readonly failure: 'folderMissing' | 'notWritable'; readonly code: string }>;
}

/** Copies for other programs, in a folder of our own that the next start empties. */
export interface LentCopies {
  /** A read-only copy tells whoever opens it that changes in it would be lost. */
  lend(bytes: StoredBytes, name: string, access: 'readOnly' | 'writable', signal?: CancelSignal): Promise<WriteResult>;
}

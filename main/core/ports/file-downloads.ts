import type { StructuredError } from '../../../contract/errors.ts';
import type { FileId } from '../../../contract/files.ts';

export interface Download {
  readonly id: FileId;
  /** Safe on every system, and never the same as another's that was asked for at the same time. */
  readonly name: string;
  readonly sizeBytes: number;
  readonly receivedAtMs: number;
}

/** Stored files for a host that hands them to a browser, which marks them as coming from outside itself. */
export interface FileDownloads {
  prepare(ids: readonly FileId[]): {
    readonly downloads: readonly Download[];
    readonly failed: readonly { readonly id: FileId; readonly error: StructuredError }[];
  };
  /**
   * All of it, or it throws before the last piece: `file_damaged` when the bytes are not what came, and then they are
   * fetched again; `message_state_conflict` when they are not here any more.
   */
  read(id: FileId): AsyncIterable<Uint8Array>;
}

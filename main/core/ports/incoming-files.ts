import type { OutboxId } from '../../../contract/ids.ts';

/** A file that a host streams in piece by piece, because its window has bytes and no path. */
export interface IncomingFile {
  readonly fileName: string;
  readonly sizeBytes: number;
  readonly contentType: string;
  /** The message that it is to be attached to as soon as it is whole; null when whoever sends it says so later. */
  readonly message: OutboxId | null;
  /** It is to be shared as a link, so it may be larger than what can be attached. */
  readonly asLink?: boolean;
}

export interface IncomingStatus extends IncomingFile {
  readonly nextByte: number;
  /** `compose.attach` took it. Remembered for a while, so that late pieces and questions get an answer (row CU6). */
  readonly taken: boolean;
}

/**
 * Keeps such files until `compose.attach` takes them: 2 hours at most, 30 minutes after the last piece (row CU4).
 * They outlive a restart of the engine, or are unknown after it.
 */
export interface IncomingFiles {
  begin(file: IncomingFile): Promise<{ readonly id: string; readonly chunkBytes: number }>;
  /**
   * One piece at a time for each file. Not written when the file is not at `startByte`: `nextByte` is where it is, so
   * that late and duplicate pieces do no harm. Null for a file that is unknown or too old.
   */
  write(
    id: string,
    startByte: number,
    bytes: Uint8Array,
  ): Promise<{ readonly written: boolean; readonly nextByte: number } | null>;
  status(id: string): Promise<IncomingStatus | null>;
}

/** The engine's own side: what `compose.attach` needs. Paths of it never leave the engine. */
export interface AttachableFiles extends IncomingFiles {
  /** Null when it is unknown, not whole yet, or taken already. */
  finished(
    id: string,
  ): Promise<{ readonly path: string; readonly fileName: string; readonly contentType: string } | null>;
  /** Its snapshot is safe: the bytes here may go. */
  taken(id: string): Promise<void>;
}

/** A file that a host streams in piece by piece, because its window has bytes and no path. */
export interface IncomingStatus {
  readonly nextByte: number;
  readonly sizeBytes: number;
  readonly fileName: string;
  readonly complete: boolean;
}

/** Keeps such files until `compose.attach` takes them: 2 hours at most, 30 minutes after the last piece (row CU4). */
export interface IncomingFiles {
  begin(file: {
    readonly fileName: string;
    readonly sizeBytes: number;
    readonly contentType: string;
  }): Promise<{ readonly id: string; readonly chunkBytes: number }>;
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

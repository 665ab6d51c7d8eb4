/** Where the engine keeps a file while a browser streams it in; `compose.attach` takes it from there. */
export interface IncomingFiles {
  begin(file: {
    readonly fileName: string;
    readonly sizeBytes: number;
    readonly contentType: string;
  }): Promise<{ readonly id: string; readonly chunkBytes: number }>;
  /** Not written when the file is not at `startByte`: `nextByte` is where it is. Null for a file that is unknown or too old. */
  write(
    id: string,
    startByte: number,
    bytes: Uint8Array,
  ): Promise<{ readonly written: boolean; readonly nextByte: number } | null>;
  status(id: string): Promise<IncomingStatus | null>;
}

export interface IncomingStatus {
  readonly nextByte: number;
  readonly sizeBytes: number;
  readonly fileName: string;
  readonly complete: boolean;
}

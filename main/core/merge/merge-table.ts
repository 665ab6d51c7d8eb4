/** A table as it was read: names of its columns, and rows of as many cells. */
export interface Table {
  readonly columns: readonly string[];
  readonly rows: readonly TableRow[];
}

export interface TableRow {
  /** As a spreadsheet counts: the names are row 1. */
  readonly row: number;
  readonly values: readonly string[];
}

/** Reads a file of a person's. Throws `validation_error` in words for them. */
export interface TableReader {
  read(name: string, bytes: Uint8Array): Promise<Table>;
}

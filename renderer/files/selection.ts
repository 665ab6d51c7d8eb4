import type { FileRow } from '../../contract/files.ts';

/** What is remembered of a file that is selected, also when its row is no longer here. */
export type PickedFile = Pick<FileRow, 'id' | 'name' | 'sizeBytes' | 'state'>;

export interface Selection {
  readonly files: ReadonlyMap<string, PickedFile>;
  /** Where a range begins. */
  readonly anchor: number | null;
}

/** As many as one save takes. */
export const mostSelected = 10_000;

export const nothingSelected: Selection = { files: new Map(), anchor: null };

export function selectOnly(row: FileRow, index: number): Selection {
  return { files: new Map([[row.id, pick(row)]]), anchor: index };
}

export function toggleRow({ files }: Selection, row: FileRow, index: number): Selection {
  const next = new Map(files);
  if (!next.delete(row.id) && next.size < mostSelected) next.set(row.id, pick(row));
  return { files: next, anchor: index };
}

/** The range takes the place of what was selected; the anchor stays. */
export function selectRows(rows: readonly FileRow[], anchor: number | null): Selection {
  return { files: new Map(rows.slice(0, mostSelected).map((row) => [row.id, pick(row)])), anchor };
}

/** What was selected while it was on its way may have come since. The same selection where nothing did. */
export function renewSelection(selection: Selection, rowOf: (id: string) => FileRow | null): Selection {
  const changed = [...selection.files.values()].flatMap((file) => {
    const row = file.state === 'stored' ? null : rowOf(file.id);
    return row === null || row.state === file.state ? [] : [pick(row)];
  });
  if (changed.length === 0) return selection;
  return { ...selection, files: new Map([...selection.files, ...changed.map((file) => [file.id, file] as const)]) };
}

export interface SelectionSum {
  readonly count: number;
  readonly bytes: number;
  /** Those whose bytes are here. */
  readonly stored: readonly PickedFile['id'][];
}

export function sumUp({ files }: Selection): SelectionSum {
  const all = [...files.values()];
  return {
    count: all.length,
    bytes: all.reduce((total, { sizeBytes }) => total + (sizeBytes ?? 0), 0),
    stored: all.filter(({ state }) => state === 'stored').map(({ id }) => id),
  };
}

function pick({ id, name, sizeBytes, state }: FileRow): PickedFile {
  return { id, name, sizeBytes, state };
}

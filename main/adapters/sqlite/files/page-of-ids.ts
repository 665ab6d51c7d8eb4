/** A part of a list, before its rows are read. */
export interface PageOfIds {
  readonly ids: readonly number[];
  readonly position: number | null;
  readonly next: number | null;
  readonly total: { readonly count: number; readonly isExact: boolean };
}

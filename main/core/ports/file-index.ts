import type { FileDetail, FileId, FileQuery, FileRow, FileView } from '../../../contract/files.ts';
import type { Wanted } from '../files/search/file-search.ts';

export interface FileQuestion extends Pick<FileQuery, 'sort' | 'withInline'> {
  readonly wanted: readonly Wanted[];
}

export type FilePlace =
  | { readonly kind: 'start' }
  /** After the row with this id, in the order of the list. */
  | { readonly kind: 'after'; readonly id: FileId }
  | { readonly kind: 'position'; readonly position: number };

export interface FoundFiles {
  readonly rows: readonly FileRow[];
  /** Of the first row; null when that is not known. */
  readonly position: number | null;
  /**
   * The list goes on after the file with this id; null at its end. A list that is hard to find in goes on although fewer
   * rows came than were asked for: looking was paused, so that nothing else has to wait for it.
   */
  readonly next: FileId | null;
  readonly total: { readonly count: number; readonly isExact: boolean };
}

/** What is known of a file beside its row. */
export type FileStory = Omit<FileDetail, 'row' | 'isDangerous' | 'exportName'>;

export interface FileBody {
  readonly contentType: 'text' | 'html' | null;
  readonly content: string;
  readonly files: readonly FileRow[];
  /** Those of the files that the text shows, by the name that it shows them by. */
  readonly pictures: readonly { readonly contentId: string; readonly file: FileId }[];
}

/** Collected files, to be found and shown. Each call takes milliseconds, however many files there are. */
export interface FileIndex {
  page(question: FileQuestion, place: FilePlace, limit: number): FoundFiles;
  find(id: FileId): FileRow | null;
  story(id: FileId): FileStory | null;
  body(id: FileId): FileBody | null;
  /** Grows with every change of any file; survives restarts. */
  version(): number;
}

/** Searches that somebody keeps. */
export interface FileViewStore {
  /** By name. */
  list(): readonly FileView[];
  save(view: FileView, nowMs: number): void;
  remove(id: string): boolean;
}

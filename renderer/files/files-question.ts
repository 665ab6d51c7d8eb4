import { create } from 'zustand';
import { persist } from 'zustand/middleware';
import type { FileQuery, FileSort } from '../../contract/files.ts';

export type FilesLook = 'list' | 'tiles';

interface FilesQuestion extends FileQuery {
  readonly look: FilesLook;
  /** Whether the open file is shown with the text of its message. */
  readonly withMessage: boolean;
}

const newestFirst: FileSort = { by: 'received', descending: true };

/** What is looked for and how it is shown. Order and look are kept, what was looked for ends with the window. */
export const useFilesQuestion = create<FilesQuestion>()(
  persist((): FilesQuestion => ({ text: '', sort: newestFirst, withInline: false, look: 'list', withMessage: false }), {
    name: 'mailroom.files',
    partialize: ({ sort, withInline, look, withMessage }) => ({ sort, withInline, look, withMessage }),
  }),
);

export function ask(change: Partial<FilesQuestion>): void {
  useFilesQuestion.setState(change);
}

/** The same column again turns the order around. Dates and sizes begin with the most, words with A. */
export function sortBy(by: FileSort['by']): void {
  useFilesQuestion.setState(({ sort }) => ({
    sort: { by, descending: sort.by === by ? !sort.descending : by === 'received' || by === 'size' },
  }));
}

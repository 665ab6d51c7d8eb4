import { fileStates, fileTypes } from '../../contract/files.ts';

export interface SearchOperator {
  readonly name: string;
  readonly about: string;
  /** What can stand behind it; empty where any word can. */
  readonly values: readonly string[];
}

const dates = ['today', 'yesterday', '7d', '"last week"', '"last month"'];
const sizes = ['100k', '1mb', '25mb', '1gb'];

/** The operators of docs/specs/file-search.md, in the order in which people want them. */
export const searchOperators: readonly SearchOperator[] = [
  { name: 'from', about: 'who sent it', values: [] },
  { name: 'to', about: 'who it was sent to', values: [] },
  { name: 'subject', about: 'words of the subject', values: [] },
  { name: 'name', about: 'words of the file’s name', values: [] },
  { name: 'type', about: 'what kind of file', values: fileTypes },
  { name: 'ext', about: 'how its name ends', values: [] },
  { name: 'larger', about: 'more bytes than', values: sizes },
  { name: 'smaller', about: 'fewer bytes than', values: sizes },
  { name: 'after', about: 'received since', values: dates },
  { name: 'before', about: 'received before', values: dates },
  { name: 'mailbox', about: 'which mailbox it came to', values: [] },
  { name: 'state', about: 'how far it is', values: fileStates },
  { name: 'sha', about: 'how its SHA-256 begins', values: [] },
  { name: 'has', about: 'the same bytes came again', values: ['duplicates'] },
  { name: 'is', about: 'shown inside the text', values: ['inline'] },
];

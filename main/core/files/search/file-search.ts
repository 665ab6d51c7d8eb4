import type { FileState, FileType } from '../../../../contract/files.ts';

/** Where words are looked for. `any`: in name, subject and sender. */
export type WordField = 'any' | 'name' | 'subject' | 'sender' | 'recipients';

/** What a file must be. Words are as `searchWords` gives them, and stand for themselves: none is a pattern. */
export type Condition =
  /** All of them, in any order; the last one as a beginning. A phrase: in this order, side by side, and whole. */
  | {
      readonly kind: 'words';
      readonly field: WordField;
      readonly words: readonly string[];
      readonly isPhrase: boolean;
    }
  | { readonly kind: 'type'; readonly anyOf: readonly FileType[] }
  | { readonly kind: 'state'; readonly anyOf: readonly FileState[] }
  /** In lower case, without the dot. */
  | { readonly kind: 'extension'; readonly anyOf: readonly string[] }
  /** A part of the mailbox's address, in lower case. */
  | { readonly kind: 'mailbox'; readonly text: string }
  | { readonly kind: 'larger'; readonly sizeBytes: number }
  | { readonly kind: 'smaller'; readonly sizeBytes: number }
  | { readonly kind: 'since'; readonly atMs: number }
  | { readonly kind: 'before'; readonly atMs: number }
  /** The hash, or how it begins. */
  | { readonly kind: 'sha'; readonly prefix: string }
  | { readonly kind: 'hasCopies' }
  | { readonly kind: 'isInline' };

export interface Wanted {
  readonly condition: Condition;
  readonly isNegated: boolean;
}

/** One part of what was typed, as it was understood. */
export interface SearchTerm {
  readonly operator: string | null;
  /** The part itself, written so that it reads the same again. */
  readonly text: string;
  /** Null: nothing is asked by it. */
  readonly wanted: Wanted | null;
  readonly problem: string | null;
}

/** What a search looks at. */
export interface SearchableFile {
  readonly name: string;
  readonly subject: string;
  /** Name and address. */
  readonly sender: string;
  readonly recipients: readonly string[];
  readonly type: string;
  readonly state: string;
  readonly sizeBytes: number | null;
  readonly sha256: string | null;
  readonly mailbox: string;
  readonly isInline: boolean;
  readonly hasCopies: boolean;
  readonly receivedAtMs: number;
}

import type { StructuredError } from '../../../contract/errors.ts';
import type { FileId, FileKind, FileState, FileType } from '../../../contract/files.ts';
import type { AccountId, Sha256 } from '../../../contract/ids.ts';

/** `first` and `resync` are sweeps: the folder is read from its beginning, and what it did not show is gone at their end. */
export type FolderPhase = 'first' | 'steady' | 'resync';

export interface FolderRecord {
  readonly account: AccountId;
  /** As the service named it, or its well-known name. */
  readonly folder: string;
  readonly name: string;
  /** Messages received before it are passed over; null: none are. */
  readonly sinceMs: number | null;
  readonly phase: FolderPhase;
  /** The number of the sweep. What was asked for by another one is thrown away. */
  readonly generation: number;
  /** Where to go on; null: from the beginning. */
  readonly sealedLink: string | null;
  readonly followedAtMs: number;
  readonly lastPageAtMs: number | null;
  /** When a round last reached its end. */
  readonly lastRoundAtMs: number | null;
}

/**
 * `noticed`: known by its id; its words may be here already. `listed`: its files are rows. `complete`: every file of it
 * is stored, a link, or gone. `gone`: deleted before it could be fetched. `needsYou`: its job is a dead letter.
 */
export type MessageState = 'noticed' | 'listed' | 'complete' | 'gone' | 'needsYou';

export interface MessageRecord {
  readonly id: number;
  readonly account: AccountId;
  readonly messageId: string;
  /** Where it was last seen; null while only a notification told of it. */
  readonly folder: string | null;
  readonly state: MessageState;
  readonly noticedAtMs: number;
  /** Null until its words are here. */
  readonly receivedAtMs: number | null;
  /** No longer in its folder since; what was stored stays. */
  readonly removedAtMs: number | null;
  readonly error: StructuredError | null;
}

export interface FileRecord {
  readonly id: FileId;
  readonly attachmentId: string;
  readonly kind: FileKind;
  readonly name: string;
  readonly contentType: string;
  readonly state: FileState;
  readonly sizeBytes: number | null;
  readonly sha256: Sha256 | null;
  readonly error: StructuredError | null;
}

/** An attachment as its listing showed it. */
export interface NewFile {
  readonly attachmentId: string;
  readonly kind: FileKind;
  readonly name: string;
  readonly contentType: string;
  readonly contentId: string | null;
  readonly isInline: boolean;
  readonly type: FileType;
  /** What its listing said: an estimate. */
  readonly reportedBytes?: number | null;
}

/** What the bytes of a file turned out to be. */
export interface StoredFile {
  readonly sha256: Sha256;
  readonly sizeBytes: number;
  readonly name: string;
  readonly contentType: string;
  readonly type: FileType;
}

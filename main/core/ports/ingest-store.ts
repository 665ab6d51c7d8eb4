import type { StructuredError } from '../../../contract/errors.ts';
import type { FileId } from '../../../contract/files.ts';
import type { AccountId, Sha256 } from '../../../contract/ids.ts';
import type { FileRecord, FolderRecord, MessageRecord, NewFile, StoredFile } from '../ingest/ingest-record.ts';
import type { NewJob } from './job-store.ts';
import type { RemoteMessage } from './mailbox-reader.ts';

/** One message of a delta page. A message that is not wanted (too old, a draft) is remembered only if it was known. */
export type PageChange =
  | { readonly kind: 'present'; readonly messageId: string; readonly isWanted: boolean }
  | { readonly kind: 'removed'; readonly messageId: string };

export interface PageCommit {
  /** Of the folder when the page was asked for. */
  readonly generation: number;
  readonly changes: readonly PageChange[];
  readonly sealedLink: string;
  /** The link begins the next round. */
  readonly isEnd: boolean;
  jobFor(messageId: string): NewJob;
}

/** What changed, for streams; told after the commit. */
export type IngestChange = { readonly account: AccountId; readonly atMs: number } & (
  | { readonly kind: 'folder'; readonly folder: string }
  /** Messages got a job. */
  | { readonly kind: 'noticed'; readonly messages: number }
  /** Its files are rows now. */
  | { readonly kind: 'listed'; readonly messageId: string; readonly files: readonly FileId[] }
  | { readonly kind: 'file'; readonly messageId: string; readonly fileId: FileId }
  | { readonly kind: 'stored'; readonly messageId: string; readonly fileId: FileId; readonly sizeBytes: number }
  | { readonly kind: 'complete'; readonly messageId: string; readonly files: number }
  | { readonly kind: 'gone'; readonly messageId: string }
  | { readonly kind: 'needsYou'; readonly messageId: string; readonly error: StructuredError }
);

export interface Backlog {
  readonly account: AccountId;
  readonly folder: string | null;
  readonly messages: number;
  readonly oldestNoticedAtMs: number;
}

/** Followed folders, and how far each was read. */
export interface FolderStore {
  folders(): readonly FolderRecord[];
  folder(account: AccountId, folder: string): FolderRecord | null;
  /** Reaching further back than before begins a new sweep. The job commits with the row. */
  follow(
    folder: Pick<FolderRecord, 'account' | 'folder' | 'name' | 'sinceMs'>,
    job: NewJob,
    nowMs: number,
  ): FolderRecord;
  unfollow(account: AccountId, folder: string, nowMs: number): boolean;
  /**
   * Messages, their jobs and the link in one transaction, so that the link is never ahead of the work. The end of a
   * sweep marks what it did not show as removed. Null when the folder is followed no more or was begun anew since.
   */
  commitPage(account: AccountId, folder: string, page: PageCommit, nowMs: number): FolderRecord | null;
  /** The service has lost the place: everything is read again and compared. False when somebody did so before. */
  restartSweep(account: AccountId, folder: string, generation: number, nowMs: number): boolean;
  /** A hint that a message is there. False when it needs no job. */
  notice(account: AccountId, messageId: string, job: NewJob, nowMs: number): boolean;
}

/** The steps of one message, each one transaction. */
export interface MessageStore {
  message(account: AccountId, messageId: string): MessageRecord | null;
  /** A dead letter that is tried again: its failed files wait again. */
  reopen(id: number, nowMs: number): MessageRecord;
  saveMessage(id: number, message: RemoteMessage, nowMs: number): void;
  /** Null when its words are not here. */
  body(id: number): string | null;
  /** Idempotent: an attachment that is a row stays the row it is, unless it was gone or given up. */
  saveListing(id: number, files: readonly NewFile[], nowMs: number): readonly FileRecord[];
  files(id: number): readonly FileRecord[];
  startFile(id: FileId, nowMs: number): void;
  /** Only after the bytes are on disk under their hash. */
  storeFile(id: FileId, stored: StoredFile, nowMs: number): void;
  /** Never changes a stored file. */
  settleFile(id: FileId, state: 'queued' | 'gone' | 'needsYou', error: StructuredError | null, nowMs: number): void;
  /** False while a file of it is still to come. Words of a message without files are forgotten. */
  complete(id: number, nowMs: number): boolean;
  /** Deleted before it could be fetched. */
  lose(id: number, nowMs: number): void;
  /** A person is needed, for it and for its files that are still to come. */
  giveUp(id: number, error: StructuredError, nowMs: number): void;
  /** A person said that nothing shall become of it: it needs nobody any more, and its files stay to be fetched by hand. */
  dismiss(id: number, nowMs: number): void;
  /** Fetches a file again; null when there is no such file, or it is a link. */
  requeueFile(id: FileId, jobFor: JobFor, nowMs: number): FileRecord | null;
}

export type JobFor = (account: AccountId, messageId: string) => NewJob;

/** What only a restart or a broken promise needs. */
export interface IngestUpkeep {
  /** What a dead process was downloading waits again; open messages without a job get one, or a person. */
  recover(jobFor: JobFor, nowMs: number): { readonly queued: number; readonly givenUp: number };
  /** Of the newest stored files. */
  newestBlobs(limit: number): readonly Sha256[];
  /** The bytes are not where their rows say: the files are fetched again. Returns how many. */
  loseBlob(sha256: Sha256, jobFor: JobFor, nowMs: number): number;
  /** Forgets the row of a blob that nothing names. False when something does: the blob must stay. */
  releaseBlob(sha256: Sha256): boolean;
  /** Deletes at most `limit` finished jobs of ingest from before this moment, and says how many. */
  pruneJobs(beforeMs: number, limit: number): number;
}

/** Files; among those that need a person also messages whose files are not even known. */
export interface IngestTotals {
  readonly stored: number;
  readonly waiting: number;
  readonly needsYou: number;
}

/** Ingest on disk. Every call is one synchronous transaction with full sync; when it returns, it survived. */
export interface IngestStore extends FolderStore, MessageStore, IngestUpkeep {
  /** Messages of followed folders that are known and not complete. */
  backlog(): readonly Backlog[];
  /** Messages of this mailbox are being fetched, or come due until then; what waits for one of these reasons does not. */
  isBusy(account: AccountId, untilMs: number, ignoring: readonly string[]): boolean;
  totals(): IngestTotals;
  /** Bytes of the blobs that files name, each counted once. */
  storedBytes(): number;
  /** Returns its end. */
  onChange(listener: (change: IngestChange) => void): () => void;
}

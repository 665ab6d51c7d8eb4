import type { AccountId, OutboxId } from '../../../contract/ids.ts';
import type {
  AttachmentChange,
  JournalEntry,
  NewAttachment,
  OutboxChange,
  OutboxRecord,
  Step,
} from '../outbox/outbox-record.ts';
import type { NewJob } from './job-store.ts';

export type NewOutboxMessage = Pick<
  OutboxRecord,
  'id' | 'account' | 'key' | 'contentDigest' | 'content' | 'path' | 'submittedAtMs' | 'correlationId'
> &
  Partial<Pick<OutboxRecord, 'holdUntilMs' | 'sendAtMs'>> & { readonly attachments: readonly NewAttachment[] };

/** What the journal says about a change; `null` for progress too small to be worth a line. */
export interface JournalNote {
  readonly what: string;
  readonly requestId?: string | null;
}

/** The guard of a change: it happens only while the message is in one of these steps. */
export interface Guard {
  readonly from: readonly Step[];
  /** Also refuse while a person has paused it. */
  readonly unlessPaused?: boolean;
  /** Also refuse while a person still writes it. */
  readonly ifSubmitted?: boolean;
}

/**
 * The outbox on disk. Every call is one synchronous transaction with full sync; when it returns, it survived.
 * `change` answers null when the guard did not hold: somebody else (a cancel, a newer owner) was first.
 */
export interface OutboxStore {
  /**
   * Message, attachments and job together; one that is only being written has no job yet.
   * A message with the same account and key is returned untouched.
   */
  insert(
    message: NewOutboxMessage,
    job: NewJob | null,
    nowMs: number,
  ): { readonly record: OutboxRecord; readonly created: boolean };
  get(id: OutboxId): OutboxRecord | null;
  findByKey(account: AccountId, key: string): OutboxRecord | null;
  /** Oldest first. */
  list(filter: { steps?: readonly Step[]; account?: AccountId }): readonly OutboxRecord[];
  /** A page of everything, newest first: at most `limit` messages, only such that are older than `before`. */
  page(before: OutboxId | null, limit: number): readonly OutboxRecord[];
  change(
    id: OutboxId,
    guard: Guard,
    change: OutboxChange,
    note: JournalNote | null,
    nowMs: number,
    job?: NewJob,
  ): OutboxRecord | null;
  /**
   * Puts these unsent messages of one mailbox before all its others, in this order, and their jobs with them. Passes over
   * what left meanwhile; returns the messages that were placed.
   */
  arrange(account: AccountId, ids: readonly OutboxId[], nowMs: number): readonly OutboxRecord[];
  changeAttachment(
    id: OutboxId,
    position: number,
    guard: Guard,
    change: AttachmentChange,
    note: JournalNote | null,
    nowMs: number,
  ): OutboxRecord | null;
  addAttachment(
    id: OutboxId,
    guard: Guard,
    attachment: NewAttachment,
    note: JournalNote,
    nowMs: number,
    job: NewJob,
  ): OutboxRecord | null;
  /** Forgets a file that the server holds nothing of any more. */
  removeAttachment(id: OutboxId, position: number, guard: Guard, note: JournalNote, nowMs: number): OutboxRecord | null;
  journal(id: OutboxId): readonly JournalEntry[];
  /** After each committed change. Returns its end. */
  onChange(listener: (record: OutboxRecord) => void): () => void;
}

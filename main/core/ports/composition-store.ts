import type { CompositionText } from '../../../contract/compose.ts';
import type { OutboxId } from '../../../contract/ids.ts';
import type { OutboxRecord } from '../outbox/outbox-record.ts';
import type { NewJob } from './job-store.ts';
import type { MailContent } from './mail-service.ts';

/** What was typed, as typed. */
export interface StoredText {
  readonly revision: number;
  readonly text: CompositionText;
  readonly savedAtMs: number;
}

/** Messages while they are written. Each call is one transaction; when it returns, it survived. */
export interface CompositionStore {
  create(id: OutboxId, text: CompositionText, nowMs: number): void;
  read(id: OutboxId): StoredText | null;
  /**
   * Keeps the text, gives the outbox its new content and asks for the draft in the mailbox to be brought up to date.
   * Null when `revision` is not the newest, or the message is not a draft any more.
   */
  save(
    id: OutboxId,
    revision: number,
    text: CompositionText,
    content: MailContent,
    nowMs: number,
    job: NewJob,
  ): { readonly record: OutboxRecord; readonly stored: StoredText } | null;
}

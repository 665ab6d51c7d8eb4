import type { AccountId, OutboxId } from '../../../contract/ids.ts';
import type { MailAddress } from '../../../contract/message.ts';
import type { Reply } from './reply.ts';
import type { CancelSignal } from './time.ts';

/** What the service needs to know of a message, all checked before. */
export interface MailContent {
  readonly to: readonly MailAddress[];
  readonly cc: readonly MailAddress[];
  readonly bcc: readonly MailAddress[];
  readonly replyTo: readonly MailAddress[];
  readonly subject: string;
  readonly body: { readonly contentType: 'text' | 'html'; readonly content: string };
  readonly importance: 'low' | 'normal' | 'high';
  readonly categories: readonly string[];
  readonly requestReadReceipt: boolean;
  readonly requestDeliveryReceipt: boolean;
  /** The service is to keep it until then, once it was handed over; null to let it leave. ISO 8601 in UTC. */
  readonly deferUntil: string | null;
}

export interface AttachmentMeta {
  readonly name: string;
  readonly contentType: string;
  readonly sizeBytes: number;
  readonly contentId: string | null;
}

/** A message in the mailbox that carries our marker. */
export interface FoundMessage {
  readonly id: string;
  readonly isDraft: boolean;
  readonly createdAtMs: number;
}

/** What the sealing step compares with what was written. */
export interface DraftSnapshot {
  readonly subject: string;
  readonly bodyContent: string;
  readonly to: readonly string[];
  readonly cc: readonly string[];
  readonly bcc: readonly string[];
}

export interface ReadDraft {
  readonly isDraft: boolean;
  readonly snapshot: DraftSnapshot | null;
  /** Until when the service will keep it; null when it shows no such time, or was not asked. */
  readonly deferUntilMs: number | null;
}

export interface RemoteAttachment {
  readonly id: string;
  readonly name: string;
}

export interface UploadSession {
  /** A credential in itself: sealed at rest, never logged, never in an error, never over the contract. */
  readonly uploadUrl: string;
  readonly expiresAtMs: number | null;
}

export type ChunkAnswer =
  /** The server's next expected byte. */
  | { readonly kind: 'continue'; readonly nextOffset: number }
  /** The last byte is stored; the id is the last quoted segment of `Location`, null when the header was missing. */
  | { readonly kind: 'complete'; readonly attachmentId: string | null };

/** Interactive calls may use the slot that bulk work leaves free. */
export type Urgency = 'interactive' | 'bulk';

export interface CallContext {
  readonly account: AccountId;
  readonly correlationId: string;
  readonly urgency: Urgency;
  /** It may wait a moment to travel with others of its kind. What its answer says and proves is the same. */
  readonly mayBatch?: boolean;
  readonly signal: CancelSignal;
}

/**
 * The mail service as sending needs it. One method is one request (a list may page), no method repeats a request
 * whose effect is unknown, and each waits for the governor first. Facts about the service: docs/graph.md.
 */
export interface MailService {
  /** `snapshot` is the draft as the answer showed it, null when it did not. */
  createDraft(
    call: CallContext,
    content: MailContent,
    marker: OutboxId,
  ): Promise<Reply<{ id: string; snapshot: DraftSnapshot | null }>>;
  /** Replaces words and recipients of a draft; repeating it changes nothing more. */
  updateDraft(
    call: CallContext,
    draftId: string,
    content: MailContent,
  ): Promise<Reply<{ snapshot: DraftSnapshot | null }>>;
  /** The time until which the service will keep it is asked for only on request. */
  readDraft(call: CallContext, draftId: string, withDeferral: boolean): Promise<Reply<ReadDraft>>;
  deleteMessage(call: CallContext, messageId: string): Promise<Reply<null>>;
  /** What the mailbox holds of our message, drafts and sent copies alike: by the draft's id, by marker, by Message-ID. */
  findByMarker(call: CallContext, marker: OutboxId, draftId: string | null): Promise<Reply<readonly FoundMessage[]>>;

  listAttachments(call: CallContext, draftId: string): Promise<Reply<readonly RemoteAttachment[]>>;
  addSmallAttachment(
    call: CallContext,
    draftId: string,
    meta: AttachmentMeta,
    bytes: Uint8Array,
  ): Promise<Reply<{ id: string }>>;
  deleteAttachment(call: CallContext, draftId: string, attachmentId: string): Promise<Reply<null>>;

  createUploadSession(call: CallContext, draftId: string, meta: AttachmentMeta): Promise<Reply<UploadSession>>;
  putChunk(
    call: CallContext,
    uploadUrl: string,
    bytes: Uint8Array,
    offset: number,
    totalBytes: number,
  ): Promise<Reply<ChunkAnswer>>;
  /** The server's next expected byte. Refused with 404 or 405 where the service does not offer it. */
  readUploadOffset(call: CallContext, uploadUrl: string): Promise<Reply<{ nextOffset: number }>>;
  cancelUpload(call: CallContext, uploadUrl: string): Promise<Reply<null>>;

  sendDraft(call: CallContext, draftId: string): Promise<Reply<null>>;
  /** The direct path: one request with everything in it, at most 4 MB encoded. */
  sendMail(
    call: CallContext,
    content: MailContent,
    attachments: readonly InlinedAttachment[],
    marker: OutboxId,
  ): Promise<Reply<null>>;
}

export interface InlinedAttachment extends AttachmentMeta {
  readonly bytes: Uint8Array;
}

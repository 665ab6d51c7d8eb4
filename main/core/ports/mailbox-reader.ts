import type { Sha256 } from '../../../contract/ids.ts';
import type { CallContext } from './mail-service.ts';
import type { Reply, ServiceFault } from './reply.ts';

export interface RemoteFolder {
  readonly id: string;
  /** Of a folder below another: both, as `Inbox / Plans`. */
  readonly name: string;
  readonly messages: number;
}

/** What a delta page says of one message. The same message may come several times, in any order. */
export type MailChange =
  | {
      readonly kind: 'present';
      readonly messageId: string;
      readonly receivedAtMs: number | null;
      readonly isDraft: boolean;
    }
  /** Deleted, or moved to another folder. */
  | { readonly kind: 'removed'; readonly messageId: string };

export interface ChangePage {
  readonly changes: readonly MailChange[];
  /** Opens the folder to whoever has it: sealed at rest, never logged. `end`: the round is through; keep it for the next. */
  readonly link: { readonly kind: 'more' | 'end'; readonly url: string };
}

export interface RemoteMessage {
  readonly subject: string;
  readonly fromName: string | null;
  readonly fromAddress: string | null;
  readonly to: readonly string[];
  readonly cc: readonly string[];
  readonly receivedAtMs: number;
  readonly internetMessageId: string | null;
  readonly conversationId: string | null;
  readonly folderId: string | null;
  readonly body: { readonly contentType: 'text' | 'html'; readonly content: string };
  /** Its headers look like those of a report about sent mail. */
  readonly mayReport?: boolean;
}

export interface ListedAttachment {
  readonly id: string;
  readonly kind: 'file' | 'item' | 'link';
  readonly name: string;
  readonly contentType: string;
  /** As the service reports it: no file length, good for an estimate alone. */
  readonly reportedBytes: number;
}

export type DownloadResult =
  /** The bytes are in the blob store: synced, renamed, folder synced. `sniffed` is the media type of the first bytes. */
  | { readonly kind: 'stored'; readonly sha256: Sha256; readonly sizeBytes: number; readonly sniffed: string | null }
  | { readonly kind: 'fault'; readonly fault: ServiceFault }
  /** `diskFull`: nothing is left behind. `tooLarge`: more than `maxBytes`. `cutShort`: fewer bytes than announced. */
  | { readonly kind: 'failed'; readonly failure: 'diskFull' | 'tooLarge' | 'cutShort' | 'cancelled' };

/**
 * A mailbox as ingest reads it. One method is one request (a list may page), each waits for the governor first, nothing
 * changes the mailbox. Facts about the service: docs/graph.md.
 */
export interface MailboxReader {
  /** The Inbox first. */
  listFolders(call: CallContext): Promise<Reply<readonly RemoteFolder[]>>;
  /** A null link begins a round from nothing. Refused with 410 when the service has lost the place. */
  readChanges(call: CallContext, folderId: string, link: string | null): Promise<Reply<ChangePage>>;
  readMessage(call: CallContext, messageId: string): Promise<Reply<RemoteMessage>>;
  /** Through every page, without any bytes. */
  listAttachments(call: CallContext, messageId: string): Promise<Reply<readonly ListedAttachment[]>>;
  /** What `cid:` in the text would name; null where it has none or the service does not say. */
  readContentId(
    call: CallContext,
    messageId: string,
    attachmentId: string,
    reportedBytes: number,
  ): Promise<Reply<string | null>>;
  /**
   * Straight to disk. Items come as MIME, vCard or iCalendar. `contentType` is the listed one: a page that nobody
   * announced, and that does not bear the service's marks, is taken for a gateway's.
   */
  download(
    call: CallContext,
    messageId: string,
    attachmentId: string,
    limits: { readonly maxBytes: number; readonly contentType?: string },
  ): Promise<DownloadResult>;
}

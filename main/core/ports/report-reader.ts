import type { OutboxId } from '../../../contract/ids.ts';
import type { CallContext } from './mail-service.ts';
import type { Reply } from './reply.ts';

/** A message of the Inbox, before it is read. */
export interface ReceivedMail {
  readonly messageId: string;
  readonly receivedAtMs: number;
  /** Its headers look like a report. No more than a reason to read it: whether it is one, its parts say. */
  readonly mayReport: boolean;
}

/** One recipient's fields of a report, as they stand there: data of a stranger. */
export interface ReportedRecipient {
  /** The address as the sender wrote it, then the one at which it ended; lower case. */
  readonly addresses: readonly string[];
  /** `Action`, lower case; of a receipt for reading its disposition: `displayed`, `deleted`. */
  readonly action: string;
  /** The enhanced status code, as `5.1.10`. */
  readonly status: string | null;
  readonly said: string | null;
}

/** A delivery report (RFC 3464) or a receipt for reading (RFC 8098). */
export interface MailReport {
  /** Message-ID of what it reports on; null when it does not say. */
  readonly about: string | null;
  readonly recipients: readonly ReportedRecipient[];
}

/** The copy in Sent Items that carries a Message-ID. */
export interface SentCopy {
  readonly id: string;
  readonly marker: OutboxId | null;
}

/**
 * The Inbox as the search for bounces reads it. One method is one request (a list may page), each waits for the governor
 * first, nothing changes the mailbox. Facts about the service: docs/specs/bounces.md.
 */
export interface ReportReader {
  /** Received from that moment on, oldest first. */
  listReceived(call: CallContext, sinceMs: number): Promise<Reply<readonly ReceivedMail[]>>;
  /** Null when it is no report, or none that can be read whole. */
  readReport(call: CallContext, messageId: string): Promise<Reply<MailReport | null>>;
  /** For a service that gave our mail another Message-ID than ours. */
  findSent(call: CallContext, internetMessageId: string): Promise<Reply<SentCopy | null>>;
}

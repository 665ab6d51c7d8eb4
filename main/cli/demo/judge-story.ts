import type { DeliveredMail, UploadedBytes } from '../sandbox-control.ts';
import type { DemoFile } from './demo-files.ts';

/** What the sandbox tenant saw, beside what was meant. */
export interface Evidence {
  readonly recipients: readonly string[];
  readonly files: readonly DemoFile[];
  /** Bytes that went through upload sessions if each went once. */
  readonly sessionBytes: number;
  readonly chunkBytes: number;
  readonly delivered: readonly DeliveredMail[];
  readonly uploaded: UploadedBytes;
  readonly violations: number;
}

export interface Verdict {
  readonly ok: boolean;
  readonly delivered: readonly { readonly address: string; readonly copies: number }[];
  readonly duplicates: number;
  readonly files: readonly { readonly name: string; readonly sizeBytes: number; readonly identical: boolean }[];
  /** Bytes that the service confirmed a second time. */
  readonly bytesTakenTwice: number;
  /** Bytes of chunks that were refused, interrupted or not confirmed, and so had to be sent again. */
  readonly bytesSentAgain: number;
  readonly violations: number;
}

/** One delivery to each recipient with every byte right, or the demo has failed. */
export function judgeStory(evidence: Evidence): Verdict {
  const { delivered: mails, uploaded, sessionBytes, violations } = evidence;
  const reached = mails.flatMap((mail) => mail.recipients).filter(({ outcome }) => outcome === 'delivered');
  const delivered = evidence.recipients.map((address) => ({
    address,
    copies: reached.filter((recipient) => recipient.address.toLowerCase() === address).length,
  }));
  const files = evidence.files.map((file) => ({
    name: file.name,
    sizeBytes: file.sizeBytes,
    identical: mails.length > 0 && mails.every((mail) => arrivedIdentical(mail, file)),
  }));
  const duplicates = Math.max(0, mails.length - 1);
  const bytesTakenTwice = uploaded.taken - sessionBytes;
  const ok =
    duplicates === 0 &&
    violations === 0 &&
    delivered.every(({ copies }) => copies === 1) &&
    files.every(({ identical }) => identical) &&
    mails.every((mail) => mail.attachments.length === files.length) &&
    bytesTakenTwice >= 0 &&
    bytesTakenTwice <= evidence.chunkBytes;
  return {
    ok,
    delivered,
    duplicates,
    files,
    bytesTakenTwice,
    bytesSentAgain: uploaded.received - uploaded.taken,
    violations,
  };
}

function arrivedIdentical(mail: DeliveredMail, file: DemoFile): boolean {
  const arrived = mail.attachments.filter(({ name }) => name === file.name);
  return arrived.length === 1 && arrived[0]?.sha256 === file.sha256;
}

import type { MailContent } from '../ports/mail-service.ts';
import { utf8Length } from './check-draft.ts';

interface FileSize {
  readonly sizeBytes: number;
}

/** The service's cap on one request, with a margin: 4 MB, where MB is 10⁶ (docs/graph.md). */
export const MAX_REQUEST_BYTES = 4_000_000;
/** JSON around one attachment, generously: names, types, quotes. */
const ATTACHMENT_FRAME_BYTES = 1_200;
const MESSAGE_FRAME_BYTES = 2_000;
const RECIPIENT_FRAME_BYTES = 40;

/**
 * Base64 as JSON carries it.
 */
export function encodedSize(sizeBytes: number): number {
  return Math.ceil(sizeBytes / 3) * 4;
}

/** Upper bound of the one request that would carry everything (row SM2, `estimate_payload_size`). */
export function estimatePayloadSize(content: MailContent, files: readonly FileSize[]): number {
  const recipients = content.to.length + content.cc.length + content.bcc.length + content.replyTo.length;
  // As JSON, because what it escapes may grow sixfold.
  const words = utf8Length(JSON.stringify(content));
  const attached = files.reduce((total, file) => total + encodedSize(file.sizeBytes) + ATTACHMENT_FRAME_BYTES, 0);
  return MESSAGE_FRAME_BYTES + RECIPIENT_FRAME_BYTES * recipients + words + attached;
}

/** Whether a file must go in chunks: over the threshold, or too large for one request once encoded (row SM2). */
export function shouldUseUploadSession(file: FileSize, thresholdBytes: number): boolean {
  return file.sizeBytes > thresholdBytes || encodedSize(file.sizeBytes) + ATTACHMENT_FRAME_BYTES > MAX_REQUEST_BYTES;
}

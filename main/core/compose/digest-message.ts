import type { Digest } from '../ports/digest.ts';
import type { MailContent } from '../ports/mail-service.ts';

interface DigestedFile {
  readonly name: string;
  readonly contentType: string;
  readonly contentId: string | null;
  readonly sizeBytes: number;
  readonly sha256: string;
  readonly wantsLink?: boolean;
}

/**
 * SHA-256 over everything that the recipients get, and when (row SM11): the same key must come with the same digest.
 * What messages learnt to carry later counts only where it is used, so that keys of earlier versions stay valid.
 */
export function digestMessage(
  digest: Digest,
  content: MailContent,
  files: readonly DigestedFile[],
  sendAtMs: number | null,
): string {
  const { to, cc, bcc, replyTo, subject, body, importance, ...later } = content;
  const { categories, requestReadReceipt, requestDeliveryReceipt, deferUntil } = later;
  const used = {
    ...(categories.length === 0 ? {} : { categories }),
    ...(requestReadReceipt ? { requestReadReceipt } : {}),
    ...(requestDeliveryReceipt ? { requestDeliveryReceipt } : {}),
    ...(deferUntil === null ? {} : { deferUntil }),
    ...(sendAtMs === null ? {} : { sendAtMs }),
  };
  const first = { to, cc, bcc, replyTo, subject, body, importance };
  const parts = [
    first,
    files.map(({ name, contentType, contentId, sizeBytes, sha256, wantsLink }) => [
      name,
      contentType,
      contentId,
      sizeBytes,
      sha256,
      ...(wantsLink === true ? ['link'] : []),
    ]),
  ];
  return digest.sha256Hex(JSON.stringify(Object.keys(used).length === 0 ? parts : [...parts, used]));
}

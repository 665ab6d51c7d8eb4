import type { StructuredError } from '../../../contract/errors.ts';
import type { OutboxAttachment, OutboxRecord } from '../outbox/outbox-record.ts';
import type { ServiceFault } from '../ports/reply.ts';
import type { SizeLimits } from '../ports/size-limits.ts';
import { megabytes } from './megabytes.ts';
import { judgeSize, smallestLimit, wordsOf } from './size-budget.ts';

/** The mailbox finds the whole message too large, not the one request. */
export function isMessageTooLarge(fault: ServiceFault): boolean {
  return fault.kind === 'refused' && fault.code.toLowerCase() === 'errormessagesizeexceeded';
}

/**
 * A refusal is the only way in which a mailbox tells its limit. What it had been offered until then is certainly too
 * much; that is kept, and the error says it.
 */
export function learnLimit(
  limits: SizeLimits,
  record: OutboxRecord,
  chunkBytes: number,
  error: StructuredError,
): StructuredError {
  const service = smallestLimit([]);
  const offered = record.attachments.map((file) => ({ ...file, sizeBytes: offeredBytes(file, chunkBytes) }));
  const { encodedBytes } = judgeSize(wordsOf(record.content), offered, service);
  limits.learn(record.account, encodedBytes);
  const whole = judgeSize(wordsOf(record.content), record.attachments, service).encodedBytes;
  return {
    ...error,
    message: `About ${megabytes(whole)} MB once encoded; your mailbox refused it after ${megabytes(encodedBytes)} MB. Nothing was sent.`,
    remediation: 'Share a file as a link, or choose smaller files.',
  };
}

function offeredBytes(file: OutboxAttachment, chunkBytes: number): number {
  switch (file.step) {
    case 'done':
      return file.sizeBytes;
    case 'open':
      return file.mode === 'small' ? file.sizeBytes : Math.min(file.sizeBytes, file.confirmedBytes + chunkBytes);
    case 'waiting':
      return 0;
  }
}

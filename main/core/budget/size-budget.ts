import { encodedSize } from '../compose/estimate-payload.ts';
import { MAX_MESSAGE_BYTES, utf8Length } from '../compose/check-draft.ts';
import type { MailContent } from '../ports/mail-service.ts';

/** Whose limit it is, so that a person knows whom to ask. */
export type SizeLimit =
  | { readonly by: 'recipient'; readonly bytes: number; readonly address: string }
  /** The sender's own mailbox refused a message of one byte more, at that moment. */
  | { readonly by: 'mailbox'; readonly bytes: number; readonly learntAtMs: number }
  | { readonly by: 'service'; readonly bytes: number };

export interface SizedFile {
  readonly sizeBytes: number;
  /** Shared as a link: then it weighs nothing in the message. */
  readonly wantsLink: boolean;
}

export interface SizeVerdict {
  /** `doubtful`: over the service's limit by our arithmetic alone. Whether encoding counts there is not known. */
  readonly kind: 'fits' | 'doubtful' | 'tooLarge';
  /** The message as it travels. */
  readonly encodedBytes: number;
  readonly limit: SizeLimit;
}

/**
 * Base64 in lines of 76 with their breaks: what bytes weigh in a message on its way.
 * @testexport
 */
export function transportSize(sizeBytes: number): number {
  return Math.ceil(encodedSize(sizeBytes) * (78 / 76));
}

/** The one budget that window, preview, submission and upload use (row C8). */
export function judgeSize(words: string, files: readonly SizedFile[], limit: SizeLimit): SizeVerdict {
  const attached = files.filter(({ wantsLink }) => !wantsLink).map(({ sizeBytes }) => sizeBytes);
  const rawBytes = sum(attached);
  const encodedBytes = transportSize(utf8Length(words)) + sum(attached.map(transportSize));
  const isOver = encodedBytes > limit.bytes;
  const isDoubtful = isOver && limit.by === 'service' && rawBytes <= limit.bytes;
  return { kind: !isOver ? 'fits' : isDoubtful ? 'doubtful' : 'tooLarge', encodedBytes, limit };
}

/** What a message weighs beside its files. */
export function wordsOf({ subject, body }: Pick<MailContent, 'subject' | 'body'>): string {
  return subject + body.content;
}

/** The smallest of all that is known. A recipient who takes as much as the service does sets no limit of their own. */
export function smallestLimit(limits: readonly SizeLimit[]): SizeLimit {
  const service: SizeLimit = { by: 'service', bytes: MAX_MESSAGE_BYTES };
  return limits.reduce((least, limit) => (limit.bytes < least.bytes ? limit : least), service);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

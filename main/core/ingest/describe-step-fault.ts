import { type StructuredError, structuredError as structuredErrorSchema } from '../../../contract/errors.ts';
import { describeFault } from '../faults/describe-fault.ts';
import { structuredError } from '../mailroom-error.ts';
import type { ServiceFault } from '../ports/reply.ts';
import { type MessagePayload, userOf } from './ingest-jobs.ts';

/** Where a message stopped, as row GW4 names it in its dead letter. */
export type IngestStep = 'FETCH_MESSAGE' | 'LIST_ATTACHMENTS' | 'DOWNLOAD' | 'UPLOAD_S3';

const doing: Readonly<Record<IngestStep, string>> = {
  FETCH_MESSAGE: 'reading a message',
  LIST_ATTACHMENTS: 'listing the files of a message',
  DOWNLOAD: 'downloading a file',
  UPLOAD_S3: 'storing a file',
};

/** A fault in the words of ingest: nothing was sent, and the mailbox is the original. */
export function describeStepFault(fault: ServiceFault, step: IngestStep): StructuredError {
  const described = describeFault(fault, doing[step]);
  const words = described.retriable
    ? {
        message: `Microsoft 365 could not be read while ${doing[step]}. The mailbox still has it.`,
        remediation: 'Mailroom tries again by itself.',
      }
    : {
        message: `Microsoft 365 refused ${doing[step]}. The mailbox still has it.`,
        remediation: 'Open the message in Outlook, or fetch its files again.',
      };
  return { ...described, ...words };
}

/** What a file itself is at fault for. */
export function describeTooLarge(maxBytes: number): StructuredError {
  return structuredError('source_too_large', {
    message: 'This file is larger than Mailroom was told to fetch. The mailbox still has it.',
    remediation: 'Save it from Outlook, or raise MAILROOM_ATTACHMENT_MAX_BYTES and fetch it again.',
    details: { max_bytes: maxBytes },
  });
}

export function describeCutShort(): StructuredError {
  return structuredError('provider_unavailable', {
    message: 'A file came shorter than announced and was thrown away. The mailbox still has it.',
    remediation: 'Mailroom tries again by itself.',
    retriable: true,
  });
}

/** Row GW4: what a dead letter carries, so that it can be found, understood and tried again. */
export function deadLetter(
  error: StructuredError,
  { account, messageId, subscriptionId }: MessagePayload,
  step: IngestStep | null,
  attempts: number,
): StructuredError {
  const origin = { user_id: userOf(account), message_id: messageId, subscription_id: subscriptionId };
  return structuredErrorSchema.parse({
    ...error,
    remediation: error.retriable ? 'Mailroom has stopped trying: fetch its files again.' : error.remediation,
    details: { ...error.details, ...origin, step, attempts },
  });
}

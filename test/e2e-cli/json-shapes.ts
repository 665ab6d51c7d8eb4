import { z } from 'zod';
import { errorCode } from '../../contract/errors.ts';
import { attachmentState, outboxState } from '../../contract/outbox.ts';
import { cloud } from '../../contract/accounts.ts';

/*
 * What scripts may rely on, written once more and strictly: a name that is missing, new or spelled differently is an
 * error here. Only lists of words come from the contract.
 */

const structuredError = z.strictObject({
  error_code: errorCode,
  message: z.string().min(1),
  field: z.string().nullable(),
  details: z.record(z.string(), z.json()),
  remediation: z.string().min(1),
  retriable: z.boolean(),
});

export const errorDocument = z.strictObject({ error: structuredError, correlationId: z.uuid() });

const sendShape = {
  id: z.uuidv7(),
  key: z.string(),
  state: outboxState,
  reason: z.string().nullable(),
  draftId: z.string().nullable(),
  sentId: z.string().nullable(),
  correlationId: z.uuid(),
  attachments: z.array(
    z.strictObject({
      name: z.string(),
      sizeBytes: z.int(),
      sha256: z.string().regex(/^[0-9a-f]{64}$/),
      confirmedBytes: z.int(),
      state: attachmentState,
      path: z.enum(['direct', 'session', 'link']),
    }),
  ),
  error: structuredError.nullable(),
};

export const sendDocument = z.strictObject(sendShape);

export const outboxListDocument = z.array(
  z.strictObject({
    ...sendShape,
    subject: z.string(),
    totalBytes: z.int(),
    confirmedBytes: z.int(),
    updatedAt: z.iso.datetime(),
    recipients: z.array(z.looseObject({ address: z.string() })),
    sendAt: z.iso.datetime().nullable(),
    onServer: z.boolean(),
  }),
);

export const runDocument = z.strictObject({
  done: z.int(),
  failed: z.int(),
  dead: z.int(),
  unconfirmed: z.int(),
  waiting: z.int(),
});

export const accountDocument = z.strictObject({
  address: z.string(),
  tenant: z.string(),
  cloud,
  state: z.enum(['connected', 'signInNeeded']),
  scopes: z.array(z.string()),
});
export const accountsDocument = z.array(accountDocument);

export const doctorDocument = z.strictObject({
  ok: z.boolean(),
  checks: z.array(
    z.strictObject({ name: z.string(), ok: z.boolean(), detail: z.string(), remedy: z.string().nullable() }),
  ),
});

import { z } from 'zod';
import { structuredError } from '../../../../contract/errors.ts';
import { accountId, outboxId, sha256 } from '../../../../contract/ids.ts';
import { importance, mailAddress } from '../../../../contract/message.ts';
import { verdictKind } from '../../../../contract/verdicts.ts';
import {
  type JournalEntry,
  type OutboxAttachment,
  type OutboxRecord,
  steps,
} from '../../../core/outbox/outbox-record.ts';

const content = z.object({
  to: z.array(mailAddress),
  cc: z.array(mailAddress),
  bcc: z.array(mailAddress),
  replyTo: z.array(mailAddress),
  subject: z.string(),
  body: z.object({ contentType: z.enum(['text', 'html']), content: z.string() }),
  importance,
  // Absent in messages from before they were known.
  categories: z.array(z.string()).default([]),
  requestReadReceipt: z.boolean().default(false),
  requestDeliveryReceipt: z.boolean().default(false),
  deferUntil: z.string().nullable().default(null),
});

const wait = z.object({
  because: z.enum([
    'throttled',
    'requests',
    'uploadBytes',
    'messages',
    'offline',
    'signIn',
    'settling',
    'looking',
    'retry',
    'service',
    'held',
    'scheduled',
    'providerPaused',
    'pausedForNow',
    'battery',
    'metered',
  ]),
  untilMs: z.number(),
  count: z.number(),
});

const verdict = z.object({
  address: z.string(),
  kind: verdictKind,
  code: z.string().nullable(),
  said: z.string().nullable(),
  reportId: z.string(),
  atMs: z.number(),
  isAddressee: z.boolean(),
  settled: z.object({ atMs: z.number(), as: outboxId.nullable() }).nullable(),
});

function json<T>(schema: z.ZodType<T>) {
  return z.string().transform((text, context): T => {
    const parsed = schema.safeParse(JSON.parse(text));
    if (parsed.success) return parsed.data;
    context.addIssue({ code: 'custom', message: 'unreadable JSON column' });
    return z.NEVER;
  });
}

const messageRow = z.object({
  id: outboxId,
  account: accountId,
  key: z.string(),
  content_digest: z.string(),
  content: json(content),
  path: z.enum(['draft', 'direct']),
  step: z.enum(steps),
  submitted_at_ms: z.number().nullable(),
  paused_at_ms: z.number().nullable(),
  hold_until_ms: z.number().nullable(),
  send_at_ms: z.number().nullable(),
  recall_asked_at_ms: z.number().nullable(),
  place: z.number(),
  content_revision: z.number(),
  written_revision: z.number(),
  written_at_ms: z.number().nullable(),
  draft_id: z.string().nullable(),
  draft_digest: z.string().nullable(),
  draft_tries: z.number(),
  draft_tried_at_ms: z.number().nullable(),
  sends: z.number(),
  send_tried_at_ms: z.number().nullable(),
  accepted_at_ms: z.number().nullable(),
  looks: z.number(),
  first_look_at_ms: z.number().nullable(),
  draft_sightings: z.number(),
  sent_id: z.string().nullable(),
  wait: json(wait).nullable(),
  error: json(structuredError).nullable(),
  verdicts: json(z.array(verdict)),
  correlation_id: z.string(),
  created_at_ms: z.number(),
  updated_at_ms: z.number(),
});

const attachmentRow = z.object({
  position: z.number(),
  name: z.string(),
  content_type: z.string(),
  content_id: z.string().nullable(),
  size_bytes: z.number(),
  sha256,
  snapshot: sha256.nullable(),
  mode: z.enum(['small', 'session']),
  step: z.enum(['waiting', 'open', 'done']),
  sealed_upload_url: z.string().nullable(),
  session_expires_at_ms: z.number().nullable(),
  confirmed_bytes: z.number(),
  remote_id: z.string().nullable(),
  restart_bytes: z.number().nullable(),
  restart_why: z.string().nullable(),
  ordinal: z.number(),
  removing: z.number(),
  is_link: z.number(),
  wants_link: z.number(),
  source_path: z.string().nullable(),
  source_size_bytes: z.number().nullable(),
  source_modified_ms: z.number().nullable(),
});

const journalRow = z.object({
  at_ms: z.number(),
  step: z.enum(steps),
  what: z.string(),
  request_id: z.string().nullable(),
});

/** Rows are parsed like anything else that comes from outside: an older or damaged file must not pass for a message. */
export function readOutboxRow(row: unknown, attachmentRows: readonly unknown[]): OutboxRecord {
  const read = messageRow.parse(row);
  return {
    id: read.id,
    account: read.account,
    key: read.key,
    contentDigest: read.content_digest,
    content: read.content,
    path: read.path,
    step: read.step,
    submittedAtMs: read.submitted_at_ms,
    pausedAtMs: read.paused_at_ms,
    holdUntilMs: read.hold_until_ms,
    sendAtMs: read.send_at_ms,
    recallAskedAtMs: read.recall_asked_at_ms,
    place: read.place,
    contentRevision: read.content_revision,
    writtenRevision: read.written_revision,
    writtenAtMs: read.written_at_ms,
    draftId: read.draft_id,
    draftDigest: read.draft_digest,
    draftTries: read.draft_tries,
    draftTriedAtMs: read.draft_tried_at_ms,
    sends: read.sends,
    sendTriedAtMs: read.send_tried_at_ms,
    acceptedAtMs: read.accepted_at_ms,
    looks: read.looks,
    firstLookAtMs: read.first_look_at_ms,
    draftSightings: read.draft_sightings,
    sentId: read.sent_id,
    wait: read.wait,
    error: read.error,
    correlationId: read.correlation_id,
    createdAtMs: read.created_at_ms,
    updatedAtMs: read.updated_at_ms,
    attachments: attachmentRows.map(readAttachmentRow),
    verdicts: read.verdicts,
  };
}

function readAttachmentRow(row: unknown): OutboxAttachment {
  const read = attachmentRow.parse(row);
  return {
    position: read.position,
    name: read.name,
    contentType: read.content_type,
    contentId: read.content_id,
    sizeBytes: read.size_bytes,
    sha256: read.sha256,
    isHere: read.snapshot !== null,
    mode: read.mode,
    step: read.step,
    sealedUploadUrl: read.sealed_upload_url,
    sessionExpiresAtMs: read.session_expires_at_ms,
    confirmedBytes: read.confirmed_bytes,
    remoteId: read.remote_id,
    restart: restartOf(read),
    ordinal: read.ordinal,
    removing: read.removing === 1,
    isLink: read.is_link === 1,
    wantsLink: read.wants_link === 1,
    source: originOf(read),
  };
}

function restartOf({ restart_bytes: atBytes, restart_why: why }: z.infer<typeof attachmentRow>) {
  return atBytes === null || why === null ? null : { atBytes, why };
}

function originOf(read: z.infer<typeof attachmentRow>): OutboxAttachment['source'] {
  const { source_path: path, source_size_bytes: sizeBytes, source_modified_ms: modifiedMs } = read;
  return path === null || sizeBytes === null || modifiedMs === null ? null : { path, sizeBytes, modifiedMs };
}

export function readJournalRow(row: unknown): JournalEntry {
  const read = journalRow.parse(row);
  return { atMs: read.at_ms, step: read.step, what: read.what, requestId: read.request_id };
}

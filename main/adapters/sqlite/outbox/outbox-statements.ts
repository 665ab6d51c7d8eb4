import type { OutboxId } from '../../../../contract/ids.ts';
import { sql } from '../statement.ts';

interface ById {
  readonly id: OutboxId;
}

interface MessageColumns extends ById {
  readonly step: string;
  readonly content: string;
  readonly contentDigest: string;
  readonly contentRevision: number;
  readonly writtenRevision: number;
  readonly writtenAtMs: number | null;
  readonly holdUntilMs: number | null;
  readonly sendAtMs: number | null;
  readonly recallAskedAtMs: number | null;
  readonly submittedAtMs: number | null;
  readonly pausedAtMs: number | null;
  readonly draftId: string | null;
  readonly draftDigest: string | null;
  readonly draftTries: number;
  readonly draftTriedAtMs: number | null;
  readonly sends: number;
  readonly sendTriedAtMs: number | null;
  readonly acceptedAtMs: number | null;
  readonly looks: number;
  readonly firstLookAtMs: number | null;
  readonly draftSightings: number;
  readonly sentId: string | null;
  readonly wait: string | null;
  readonly error: string | null;
  readonly verdicts: string;
  readonly nowMs: number;
}

interface NewMessageColumns extends ById {
  readonly account: string;
  readonly key: string;
  readonly contentDigest: string;
  readonly content: string;
  readonly path: string;
  readonly submittedAtMs: number | null;
  readonly holdUntilMs: number | null;
  readonly sendAtMs: number | null;
  readonly correlationId: string;
  readonly nowMs: number;
}

interface AttachmentColumns extends ById {
  readonly position: number;
  readonly mode: string;
  readonly step: string;
  readonly sealedUploadUrl: string | null;
  readonly sessionExpiresAtMs: number | null;
  readonly confirmedBytes: number;
  readonly remoteId: string | null;
  readonly restartBytes: number | null;
  readonly restartWhy: string | null;
  readonly ordinal: number;
  readonly removing: number;
  readonly isLink: number;
  readonly wantsLink: number;
}

interface NewAttachmentColumns extends ById {
  readonly position: number;
  readonly name: string;
  readonly contentType: string;
  readonly contentId: string | null;
  readonly sizeBytes: number;
  readonly sha256: string;
  readonly mode: string;
  readonly wantsLink: number;
  readonly sourcePath: string | null;
  readonly sourceSizeBytes: number | null;
  readonly sourceModifiedMs: number | null;
}

interface JournalColumns extends ById {
  readonly atMs: number;
  readonly step: string;
  readonly what: string;
  readonly requestId: string | null;
}

export const selectMessage = sql<ById, unknown>('SELECT * FROM outbox WHERE id = :id');

export const selectByKey = sql<{ account: string; key: string }, { id: OutboxId }>(
  'SELECT id FROM outbox WHERE account = :account AND key = :key',
);

export const selectMessages = sql<{ steps: string; account: string | null }, { id: OutboxId }>(`
  SELECT id FROM outbox
  WHERE step IN (SELECT value FROM json_each(:steps)) AND (:account IS NULL OR account = :account)
  ORDER BY created_at_ms, id`);

/** By id: version 7 sorts by the moment at which a message was begun. */
export const selectPage = sql<{ before: OutboxId | null; limit: number }, { id: OutboxId }>(`
  SELECT id FROM outbox WHERE :before IS NULL OR id < :before ORDER BY id DESC LIMIT :limit`);

export const selectAttachments = sql<ById, unknown>(
  'SELECT * FROM outbox_attachment WHERE outbox_id = :id ORDER BY ordinal, position',
);

export const selectJournal = sql<ById, unknown>(
  'SELECT at_ms, step, what, request_id FROM outbox_journal WHERE outbox_id = :id ORDER BY id',
);

export const insertMessage = sql<NewMessageColumns>(`
  INSERT INTO outbox (
    id, account, key, content_digest, content, path, submitted_at_ms, hold_until_ms, send_at_ms, correlation_id,
    created_at_ms, updated_at_ms)
  VALUES (
    :id, :account, :key, :contentDigest, :content, :path, :submittedAtMs, :holdUntilMs, :sendAtMs, :correlationId,
    :nowMs, :nowMs)
  ON CONFLICT (account, key) DO NOTHING`);

export const insertAttachment = sql<NewAttachmentColumns>(`
  INSERT INTO outbox_attachment (
    outbox_id, position, ordinal, name, content_type, content_id, size_bytes, sha256, snapshot, mode, is_link, wants_link,
    source_path, source_size_bytes, source_modified_ms)
  VALUES (
    :id, :position, :position, :name, :contentType, :contentId, :sizeBytes, :sha256, :sha256, :mode, :wantsLink, :wantsLink,
    :sourcePath, :sourceSizeBytes, :sourceModifiedMs)`);

export const updateMessage = sql<MessageColumns>(`
  UPDATE outbox SET
    step = :step, content = :content, content_digest = :contentDigest, content_revision = :contentRevision,
    written_revision = :writtenRevision, written_at_ms = :writtenAtMs, hold_until_ms = :holdUntilMs,
    send_at_ms = :sendAtMs, recall_asked_at_ms = :recallAskedAtMs,
    submitted_at_ms = :submittedAtMs, paused_at_ms = :pausedAtMs, draft_id = :draftId,
    draft_digest = :draftDigest, draft_tries = :draftTries, draft_tried_at_ms = :draftTriedAtMs, sends = :sends,
    send_tried_at_ms = :sendTriedAtMs, accepted_at_ms = :acceptedAtMs, looks = :looks,
    first_look_at_ms = :firstLookAtMs, draft_sightings = :draftSightings, sent_id = :sentId, wait = :wait,
    error = :error, verdicts = :verdicts, updated_at_ms = :nowMs
  WHERE id = :id`);

export const updateAttachment = sql<AttachmentColumns>(`
  UPDATE outbox_attachment SET
    mode = :mode, step = :step, sealed_upload_url = :sealedUploadUrl, session_expires_at_ms = :sessionExpiresAtMs,
    confirmed_bytes = :confirmedBytes, remote_id = :remoteId, restart_bytes = :restartBytes, restart_why = :restartWhy,
    ordinal = :ordinal, removing = :removing, is_link = :isLink, wants_link = :wantsLink
  WHERE outbox_id = :id AND position = :position`);

export const selectNextPosition = sql<ById, { next: number }>(
  'SELECT coalesce(max(position) + 1, 0) AS next FROM outbox_attachment WHERE outbox_id = :id',
);

export const deleteAttachment = sql<ById & { position: number }>(
  'DELETE FROM outbox_attachment WHERE outbox_id = :id AND position = :position',
);

export const touchMessage = sql<ById & { nowMs: number }>('UPDATE outbox SET updated_at_ms = :nowMs WHERE id = :id');

export const insertJournal = sql<JournalColumns>(`
  INSERT INTO outbox_journal (outbox_id, at_ms, step, what, request_id)
  VALUES (:id, :atMs, :step, :what, :requestId)`);

import type { Database } from 'better-sqlite3';

/** One accepted send, from its 202 until every recipient has it. */
export interface Submission {
  readonly n: number;
  readonly userId: string;
  readonly messageN: number | null;
  readonly saveToSent: 0 | 1;
  readonly acceptedAtMs: number;
  readonly leavesAtMs: number;
  readonly left: 0 | 1;
  readonly deliverAtMs: number;
  readonly deliveredAtMs: number | null;
  readonly internetMessageId: string;
  readonly conversationId: string;
  readonly subject: string;
  readonly importance: string;
  readonly properties: string;
  readonly extendedProperties: string;
  readonly outcomes: string | null;
}

export interface SubmittedAttachment {
  readonly kind: 'file' | 'item' | 'reference';
  readonly name: string;
  readonly contentType: string | null;
  readonly cid: string | null;
  readonly isInline: 0 | 1;
  readonly blobId: string;
}

export type NewSubmission = Omit<Submission, 'n' | 'left' | 'deliveredAtMs' | 'outcomes'>;

const columns = `n, user_id AS userId, message_n AS messageN, save_to_sent AS saveToSent, accepted_at_ms AS acceptedAtMs,
  leaves_at_ms AS leavesAtMs, left, deliver_at_ms AS deliverAtMs, delivered_at_ms AS deliveredAtMs,
  internet_message_id AS internetMessageId, conversation_id AS conversationId, subject, importance, properties,
  extended_properties AS extendedProperties, outcomes`;

export function insertSubmission(
  db: Database,
  submission: NewSubmission,
  attachments: readonly SubmittedAttachment[],
): void {
  const result = db
    .prepare(
      `INSERT INTO submission (user_id, message_n, save_to_sent, accepted_at_ms, leaves_at_ms, deliver_at_ms,
         internet_message_id, conversation_id, subject, importance, properties, extended_properties)
       VALUES (@userId, @messageN, @saveToSent, @acceptedAtMs, @leavesAtMs, @deliverAtMs,
         @internetMessageId, @conversationId, @subject, @importance, @properties, @extendedProperties)`,
    )
    .run(submission);
  const insert = db.prepare(
    `INSERT INTO submission_attachment (submission_n, kind, name, content_type, cid, is_inline, blob_id)
     VALUES (@submissionN, @kind, @name, @contentType, @cid, @isInline, @blobId)`,
  );
  for (const attachment of attachments) insert.run({ ...attachment, submissionN: result.lastInsertRowid });
}

export function listSubmittedAttachments(db: Database, submissionN: number): SubmittedAttachment[] {
  return db
    .prepare<[number], SubmittedAttachment>(
      `SELECT kind, name, content_type AS contentType, cid, is_inline AS isInline, blob_id AS blobId
       FROM submission_attachment WHERE submission_n = ? ORDER BY n`,
    )
    .all(submissionN);
}

/** Open submissions with something due: to leave Drafts, or to be delivered. In the order in which it is due. */
export function listDueSubmissions(db: Database, nowMs: number): Submission[] {
  return db
    .prepare<{ nowMs: number }, Submission>(
      `SELECT ${columns} FROM submission
       WHERE delivered_at_ms IS NULL AND ((left = 0 AND leaves_at_ms <= @nowMs) OR deliver_at_ms <= @nowMs)
       ORDER BY leaves_at_ms, n`,
    )
    .all({ nowMs });
}

export function listDelivered(db: Database): Submission[] {
  return db
    .prepare<[], Submission>(`SELECT ${columns} FROM submission WHERE delivered_at_ms IS NOT NULL ORDER BY n`)
    .all();
}

export function countPending(db: Database): number {
  return (
    db.prepare<[], { count: number }>('SELECT count(*) AS count FROM submission WHERE delivered_at_ms IS NULL').get()
      ?.count ?? 0
  );
}

/** The submission that still holds a draft, if it was sent and has not left yet. */
export function findHoldingSubmission(db: Database, messageN: number): Submission | undefined {
  return db
    .prepare<[number], Submission>(`SELECT ${columns} FROM submission WHERE message_n = ? AND left = 0`)
    .get(messageN);
}

export function markLeft(db: Database, n: number, internetMessageId: string): void {
  db.prepare('UPDATE submission SET left = 1, internet_message_id = ? WHERE n = ?').run(internetMessageId, n);
}

export function markDelivered(db: Database, n: number, outcomes: unknown, atMs: number): void {
  db.prepare('UPDATE submission SET delivered_at_ms = ?, outcomes = ? WHERE n = ?').run(
    atMs,
    JSON.stringify(outcomes),
    n,
  );
}

export function withdrawSubmission(db: Database, n: number): void {
  db.prepare('DELETE FROM submission WHERE n = ?').run(n);
}

/** The earliest time from `wishedMs` on at which fewer than `limit` messages left the mailbox in the minute before. */
export function nextFreeMinuteMs(db: Database, userId: string, limit: number, wishedMs: number): number {
  const nthLast = db.prepare<[string, number, number], { atMs: number }>(
    `SELECT leaves_at_ms AS atMs FROM submission WHERE user_id = ? AND leaves_at_ms <= ?
     ORDER BY leaves_at_ms DESC LIMIT 1 OFFSET ?`,
  );
  if (limit === 0) return wishedMs;
  let atMs = wishedMs;
  for (;;) {
    const earlier = nthLast.get(userId, atMs, limit - 1);
    if (earlier === undefined || earlier.atMs <= atMs - 60_000) return atMs;
    atMs = earlier.atMs + 60_000;
  }
}

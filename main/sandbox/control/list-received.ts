import type { AttachmentKind } from '../store/attachments.ts';
import { hashBlob } from '../store/blobs.ts';
import type { Tenant } from '../tenant.ts';
import { requireUser } from '../users.ts';

/** A message as it lies in a folder, or what is known of one that has gone. */
export interface ReceivedMail {
  readonly immutableId: string;
  readonly restId: string;
  readonly folder: string;
  /** `deleted`, or `changed` when it moved to another folder. A removed one has nothing but its ids and its folder. */
  readonly removed: null | 'deleted' | 'changed';
  readonly subject: string | null;
  readonly receivedAt: string | null;
  readonly attachments: readonly {
    readonly id: string;
    readonly name: string;
    readonly kind: AttachmentKind;
    readonly contentType: string | null;
    readonly contentId: string | null;
    readonly isInline: boolean;
    readonly sizeBytes: number;
    /** Null for a reference, which has no bytes. */
    readonly sha256: string | null;
  }[];
}

interface MailRow {
  readonly n: number;
  readonly immutableId: string;
  readonly restId: string;
  readonly folder: string;
  readonly kind: 'present' | 'deleted' | 'changed';
  readonly subject: string | null;
  readonly receivedAtMs: number | null;
}

interface FileRow {
  readonly messageN: number;
  readonly id: string;
  readonly name: string;
  readonly kind: AttachmentKind;
  readonly contentType: string | null;
  readonly contentId: string | null;
  readonly isInline: 0 | 1;
  readonly blobId: string;
  readonly sizeBytes: number;
  readonly sha256: string | null;
}

/** What a harness compares with what a reader has stored: every message of a mailbox with the hash of each file. */
export async function listReceived(tenant: Tenant, mailbox: string, folder: string | null): Promise<ReceivedMail[]> {
  const user = requireUser(tenant.db, mailbox);
  const files = Map.groupBy(listFiles(tenant, user.id), ({ messageN }) => messageN);
  const received: ReceivedMail[] = [];
  for (const mail of listMail(tenant, user.id)) {
    if (folder !== null && mail.folder !== folder) continue;
    const attachments: ReceivedMail['attachments'][number][] = [];
    for (const { messageN: _, blobId, ...file } of mail.kind === 'present' ? (files.get(mail.n) ?? []) : []) {
      const blob = { id: blobId, sizeBytes: file.sizeBytes, sha256: file.sha256 };
      const sha256 = file.kind === 'reference' ? null : await hashBlob(tenant, blob);
      attachments.push({ ...file, isInline: file.isInline === 1, sha256 });
    }
    const { n: _, kind, receivedAtMs, ...ids } = mail;
    received.push({
      ...ids,
      removed: kind === 'present' ? null : kind,
      receivedAt: receivedAtMs === null ? null : new Date(receivedAtMs).toISOString(),
      attachments,
    });
  }
  return received;
}

function listMail(tenant: Tenant, userId: string): MailRow[] {
  return tenant.db
    .prepare<[string], MailRow>(
      `SELECT c.message_n AS n, c.immutable_id AS immutableId, c.rest_id AS restId, f.well_known AS folder, c.kind,
         m.subject, m.received_at_ms AS receivedAtMs
       FROM folder_change c JOIN folder f ON f.id = c.folder_id
       LEFT JOIN message m ON m.n = c.message_n AND m.folder_id = c.folder_id
       WHERE f.user_id = ? ORDER BY c.message_n, c.change`,
    )
    .all(userId);
}

function listFiles(tenant: Tenant, userId: string): FileRow[] {
  return tenant.db
    .prepare<[string], FileRow>(
      `SELECT a.message_n AS messageN, a.id, a.name, a.kind, a.content_type AS contentType, a.cid AS contentId,
         a.is_inline AS isInline, a.blob_id AS blobId, b.size_bytes AS sizeBytes, b.sha256
       FROM message m JOIN attachment a ON a.message_n = m.n JOIN blob b ON b.id = a.blob_id
       WHERE m.user_id = ? ORDER BY a.message_n, a.n`,
    )
    .all(userId);
}

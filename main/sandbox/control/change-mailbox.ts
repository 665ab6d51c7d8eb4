import { z } from 'zod';
import { listBlobIds } from '../store/attachments.ts';
import { dropUnusedBlobs } from '../store/blobs.ts';
import { expireDeltaTokens } from '../store/folder-changes.ts';
import type { Folder } from '../store/folders.ts';
import { createFolderPath, listFolders, requireNamedFolder } from '../store/folders.ts';
import type { MessageRow } from '../store/messages.ts';
import { findMessage, findMessageIds, moveMessage, touchMessage } from '../store/messages.ts';
import type { Tenant } from '../tenant.ts';
import { requireUser } from '../users.ts';

/** A mailbox by its address and one of its messages by either id. */
const oneMessage = z.strictObject({ mailbox: z.string(), id: z.string() });

/** What the mailbox's own owner does elsewhere: nothing of it goes through the client that is tested. */
export function removeMessage(tenant: Tenant, body: unknown): object {
  const row = requireMessage(tenant, oneMessage.parse(body));
  tenant.db.transaction(() => {
    const blobIds = listBlobIds(tenant.db, row.n);
    tenant.db.prepare('DELETE FROM message WHERE n = ?').run(row.n);
    dropUnusedBlobs(tenant, blobIds);
  })();
  return {};
}

/** Returns the ids that it has now. */
export function moveToFolder(tenant: Tenant, body: unknown): object {
  const { folder, ...message } = oneMessage.extend({ folder: z.string() }).parse(body);
  const row = requireMessage(tenant, message);
  const target = requireNamedFolder(tenant.db, row.userId, folder);
  tenant.db.transaction(() => moveMessage(tenant.db, row.n, target.id, tenant.nowMs()))();
  return findMessageIds(tenant.db, row.n);
}

/** As if somebody had read it: it shows up again among the changes. */
export function touchOne(tenant: Tenant, body: unknown): object {
  const row = requireMessage(tenant, oneMessage.parse(body));
  tenant.db.transaction(() => {
    tenant.db.prepare('UPDATE message SET is_read = 1 - is_read WHERE n = ?').run(row.n);
    touchMessage(tenant.db, row.n, tenant.nowMs());
  })();
  return {};
}

export function createFolder(tenant: Tenant, body: unknown): Folder {
  const { mailbox, path } = z.strictObject({ mailbox: z.string(), path: z.string() }).parse(body);
  const user = requireUser(tenant.db, mailbox);
  return tenant.db.transaction(() => createFolderPath(tenant.db, user.id, path))();
}

/** Kills the delta tokens of one folder, or of all folders of a mailbox. */
export function expireDelta(tenant: Tenant, body: unknown): object {
  const { mailbox, folder } = z.strictObject({ mailbox: z.string(), folder: z.string().optional() }).parse(body);
  const user = requireUser(tenant.db, mailbox);
  const folders =
    folder === undefined ? listFolders(tenant.db, user.id) : [requireNamedFolder(tenant.db, user.id, folder)];
  for (const { id } of folders) expireDeltaTokens(tenant.db, id);
  return {};
}

function requireMessage(tenant: Tenant, { mailbox, id }: z.output<typeof oneMessage>): MessageRow {
  const user = requireUser(tenant.db, mailbox);
  const row = findMessage(tenant.db, user.id, id, Number.MAX_SAFE_INTEGER);
  if (row === undefined) throw new RangeError('The mailbox has no such message.');
  return row;
}
